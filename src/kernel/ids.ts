import { randomFillSync } from 'node:crypto';

const ID_BYTES = 16;

/** Random bytes for the next ids: asking the system for many at once costs what one id's would. */
const bytes = Buffer.alloc(256 * ID_BYTES);
let used = bytes.length;

/** A new unguessable id: 128 random bits as 22 characters of base64url. */
export function newId(): string {
  if (used === bytes.length) {
    randomFillSync(bytes);
    used = 0;
  }
  used += ID_BYTES;
  return bytes.toString('base64url', used - ID_BYTES, used);
}

/** Whether text is such an id. What is not one names nothing, and is no text for a database. */
export const isId = (text: string): boolean => /^[\w-]{22}$/.test(text);
