/** Somebody who could be meant. */
export interface Named {
  readonly personId: string;
  readonly givenName: string;
  readonly familyName: string;
}

/** Words without capitals, accents and signs. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/**
 * Everybody whom words may mean: their family name stands in them, or their given name alone where there is no other.
 * Too many rather than too few: whoever is taken for the one it is about does not hear of it, and somebody else does.
 */
export function peopleMeant(words: string, people: readonly Named[]): string[] {
  const said = wordsOf(words);
  if (said.length === 0) return [];
  const stands = (name: string) => {
    const parts = wordsOf(name);
    return parts.length > 0 && said.some((_, at) => parts.every((part, next) => said[at + next] === part));
  };
  return people
    .filter(({ givenName, familyName }) => stands(familyName) || (familyName === '' && stands(givenName)))
    .map(({ personId }) => personId);
}
