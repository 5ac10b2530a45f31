import type { Pack } from '../policy/index.ts';
import { commonWords, isLeaked } from './common-passwords.ts';
import { withoutWalks } from './keyboard-walks.ts';

/** What a password must be at a school, for one person. */
export interface PasswordRules {
  /** In characters, as people count them. */
  readonly least: number;
  /** Words that stand near the person or the school, which anybody would try first. */
  readonly words: readonly string[];
}

/** Whose password it is. */
export interface PasswordOwner {
  readonly givenName: string;
  readonly familyName: string;
  readonly userName: string;
  readonly email?: string | undefined;
  readonly hasSecondFactor: boolean;
}

/** Why a password is not taken. */
export type PasswordRefusal = 'too-short' | 'too-long' | 'easily-guessed';

const LONGEST = 128;
/** SOURCE: OWASP ASVS 5.0, 6.2.1; Cyber Essentials asks for 12 where no second factor is set. */
const LEAST_OF_ALL = 8;
const LEAST_ALONE = 12;

/** The rules of a school's policy for somebody. A policy may ask for more than eight characters, never for fewer. */
export function passwordRules(pack: Pack, owner: PasswordOwner): PasswordRules {
  const owed = pack.settings.get('password-length')?.value;
  const asked = typeof owed === 'number' && Number.isInteger(owed) ? owed : undefined;
  const least = asked ?? (owner.hasSecondFactor ? LEAST_OF_ALL : LEAST_ALONE);
  return { least: Math.min(Math.max(least, LEAST_OF_ALL), LONGEST), words: wordsNear(pack, owner) };
}

const wordsNear = (pack: Pack, owner: PasswordOwner): string[] => {
  const roles = [...pack.roles.values()].flatMap((role) => [role.name, ...role.called]);
  const own = [owner.givenName, owner.familyName, owner.userName, owner.email ?? ''];
  return [pack.school, pack.name, pack.key, ...roles, ...own];
};

/**
 * Why a password is not taken; undefined where it is. There are no rules of composition: length counts, and that nobody
 * guesses it. SOURCE: OWASP ASVS 5.0, 6.2.1 to 6.2.5, 6.2.9, 6.2.11
 */
export function refusalOf(password: string, rules: PasswordRules): PasswordRefusal | undefined {
  const length = [...password].length;
  if (length < rules.least) return 'too-short';
  if (length > LONGEST) return 'too-long';
  return isEasilyGuessed(password, rules.words) ? 'easily-guessed' : undefined;
}

/** How many characters must be left of a password once known words and walks are taken away. */
const LEAST_LEFT = 5;

function isEasilyGuessed(password: string, nearby: readonly string[]): boolean {
  const small = password.toLowerCase();
  if (isLeaked(small)) return true;
  const walked = withoutWalks(small);
  if (walked.length < small.length && new Set(walked).size < LEAST_LEFT) return true;
  if (new Set(small).size < LEAST_LEFT) return true;
  const known = longestFirst([...commonWords, ...nearby.flatMap(wordsIn)]);
  return writingsOf(small).some((writing) => readingsOf(writing).some((reading) => isKnown(reading, known)));
}

/** Whether a password is known words, and next to nothing but digits and signs besides. */
function isKnown({ letters, shown }: Reading, known: readonly string[]): boolean {
  const rest = known.reduce((text, word) => text.replaceAll(word, ' '.repeat(word.length)), letters);
  if (rest === letters) return false;
  const left = [...shown].filter((character, place) => rest[place] !== ' ' && /\p{L}/u.test(character));
  return left.length < LEAST_LEFT;
}

const longestFirst = (words: readonly string[]): string[] =>
  [...new Set(words)].toSorted((one, other) => other.length - one.length);

const SHORTEST_WORD = 3;

/** The words of a name, each alone and all together: `St Hilda's` is `hilda` and `sthildas`. */
const wordsIn = (text: string): string[] => {
  const words = plain(text).split(/[^\p{L}]+/u);
  return [...words, words.join('')].filter((word) => word.length >= SHORTEST_WORD);
};

/** Small letters without accents. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[\p{M}']/gu, '');

/** Letters that people write as digits and signs; `1`, `!` and `|` are read both as i and as l. */
const asDigits: readonly Readonly<Record<string, string>>[] = ['i', 'l'].map((one) => ({
  '0': 'o',
  '1': one,
  '!': one,
  '|': one,
  '3': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
  '+': 't',
  '8': 'b',
  '9': 'g',
  '6': 'g',
}));

/** A password as it stands, without what may stand between letters, and with letters alone. */
function writingsOf(password: string): string[] {
  // One unit a character, so that places in what is read are places in what is written.
  const bare = plain(password).replaceAll(/[\u{10000}-\u{10FFFF}]/gu, '*');
  return [bare, bare.replaceAll(/[^\p{L}\p{N}@$!|+]/gu, ''), bare.replaceAll(/[^\p{L}]/gu, '')];
}

interface Reading {
  /** With digits and signs as the letters that they may stand for. */
  readonly letters: string;
  /** As written, place by place. */
  readonly shown: string;
}

const readingsOf = (shown: string): Reading[] =>
  asDigits.map((letterOf) => ({
    shown,
    letters: [...shown].map((character) => letterOf[character] ?? character).join(''),
  }));
