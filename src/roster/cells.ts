/** Reads single cells. Each gives the value, or says in plain words why it cannot be taken. */
export type Cell<Value> = { readonly value: Value } | { readonly cause: string };

/** As the office may write it by hand. */
const LONGEST_NAME = 100;
const LONGEST_ID = 200;
const LONGEST_EMAIL = 254;

/** A name with single blanks, composed (NFC). */
export function nameIn(text: string): Cell<string> {
  const value = text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return value.length > LONGEST_NAME ? { cause: 'a name is longer than 100 characters' } : { value };
}

export const idIn = (text: string): Cell<string> =>
  text.length > LONGEST_ID ? { cause: 'an id is longer than 200 characters' } : { value: text };

const ADDRESS = /^[^\s@<>"',;:\\()[\]]+@[^\s@<>"',;:\\()[\]]+\.[^\s@<>"',;:\\()[\]]+$/;

/** An address in lower case; empty where there is none. */
export function emailIn(text: string): Cell<string> {
  const value = text.toLowerCase();
  const isAddress = ADDRESS.test(value) && value.length <= LONGEST_EMAIL;
  return value === '' || isAddress ? { value } : { cause: 'this is no e-mail address' };
}

/** A day of birth: 2015-03-31, or 31/03/2015 as schools write it. Undefined where there is none. */
export function birthdayIn(text: string, today: string): Cell<string | undefined> {
  if (text === '') return { value: undefined };
  const day = isoDay(text);
  if (day === undefined || !isDay(day)) return { cause: 'this is no day; write 2015-03-31 or 31/03/2015' };
  return day > today || day < '1900' ? { cause: 'nobody here was born on this day' } : { value: day };
}

function isoDay(text: string): string | undefined {
  const british = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: 0?0:00(?::00)?)?$/.exec(text);
  if (british) return `${british[3]}-${british[2]?.padStart(2, '0')}-${british[1]?.padStart(2, '0')}`;
  return /^(\d{4}-\d{2}-\d{2})(?:T00:00:00.*)?$/.exec(text)?.[1];
}

export function isDay(day: string): boolean {
  const moment = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day);
}

/** `true` or `false`, in any case; undefined where it is neither. */
export function truthIn(text: string): Cell<boolean> {
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return { value: word === 'true' };
  return { cause: 'this must be true or false' };
}

/** A year group's name: `7`, `07`, `Year 7`, `Yr 7` are one. */
export function yearGroupIn(text: string): { readonly id: string; readonly name: string } {
  const number = /^(?:year|yr|y)?\s*0*(\d{1,2})$/i.exec(text)?.[1];
  if (number !== undefined) return { id: `year:${number}`, name: `Year ${number}` };
  const name = /^(?:kg|r|rec|reception)$/i.test(text) ? 'Reception' : text.slice(0, LONGEST_NAME);
  return { id: `year:${name.toLowerCase()}`, name };
}
