import type { ColumnType } from 'kysely';

/** A column that is written once. */
export type Fixed<T> = ColumnType<T, T, never>;

/** A column that is written once, with a default. */
export type FixedGenerated<T> = ColumnType<T, T | undefined, never>;

/**
 * JSON goes in as text that is already JSON and comes out parsed.
 * INVARIANT: never an array or object on the way in; the two drivers would write them differently.
 */
export type FixedJson = ColumnType<unknown, string, never>;

/** The same where it may be changed. */
export type Json = ColumnType<unknown, string, string>;

/** An eight-byte integer comes out as a string on one engine and as a number on the other. */
export type BigNumber = ColumnType<string | number, number, number>;

/** A calendar day, `YYYY-MM-DD`, on both engines. */
export type Day = string;
