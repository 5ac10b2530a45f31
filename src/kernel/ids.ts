import { randomBytes } from 'node:crypto';

/** A new unguessable id: 128 random bits as 22 characters of base64url. */
export const newId = (): string => randomBytes(16).toString('base64url');

/** Whether text is such an id. What is not one names nothing, and is no text for a database. */
export const isId = (text: string): boolean => /^[\w-]{22}$/.test(text);
