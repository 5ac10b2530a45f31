import { it } from 'node:test';

/**
 * With `GATEHOUSE_TESTS=all` every walk is walked at every school and every width, and what is killed is killed more often:
 * that takes twice as long. Without it each kind of walk is walked, at the schools and widths in turn.
 */
export const isThorough = process.env['GATEHOUSE_TESTS'] === 'all';

/** All of these, or every so manieth, beginning with a place. */
export const inTurn = <T>(all: readonly T[], every: number, first = 0): readonly T[] =>
  isThorough ? all : all.filter((_, place) => place % every === first % every);

/** A walk whose pages and steps others walk as well: walked only where everything is. */
export const seldom: typeof it | (() => undefined) = isThorough ? it : () => undefined;
