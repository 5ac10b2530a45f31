import type { Mentioned } from './letter.ts';
import { oneLine } from './one-line.ts';

/** How a letter names somebody: an adult by name, a child by initials ("A. B."). */
export function nameInMail({ name, isChild }: Mentioned): string {
  const plain = oneLine(name);
  if (!isChild) return plain;
  const initials = plain.split(/[\s-]+/).flatMap((part) => /\p{L}/u.exec(part)?.[0].toUpperCase() ?? []);
  return initials.length > 0 ? initials.map((letter) => `${letter}.`).join(' ') : 'a pupil';
}
