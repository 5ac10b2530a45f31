/** Letters that are no letter with an accent, as a keyboard without them writes them. */
const plainLetters: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/** The parts of a name without case, accents and punctuation. */
const partsOf = (name: string): string[] =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[’'`´]/gu, '')
    .toLowerCase()
    .replaceAll(/[łøđðþßæœı]/g, (letter) => plainLetters[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');

/**
 * Whether somebody wrote their own name. Case, accents, apostrophes, hyphens and middle names may differ; the first part of
 * the given name and the whole family name must be there, and nothing but a whole name will do.
 */
export function isOwnName(
  written: string,
  person: { readonly givenName: string; readonly familyName: string },
): boolean {
  const parts = partsOf(written);
  const [given] = partsOf(person.givenName);
  const family = partsOf(person.familyName);
  const end = parts.slice(parts.length - family.length);
  const rest = parts.slice(0, parts.length - family.length);
  const hasFamily = family.length === end.length && family.every((part, place) => part === end[place]);
  return hasFamily && (given === undefined ? family.length > 0 : rest.includes(given));
}
