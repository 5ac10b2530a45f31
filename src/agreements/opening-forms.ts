import { type EditionRow, editionsOf, readEdition } from '../editions/index.ts';
import { type Clock, localDay } from '../kernel/index.ts';
import type { Pack } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import { agreementFault } from './errors.ts';
import { type Versions, versionsOf } from './versions.ts';
import { type FormText, type FormWords, sameness, show, type Wording, wordsOf } from './wording.ts';

/** The forms of every edition of a school up to the one in force. */
export interface History {
  /** The edition in force. */
  readonly current: EditionRow;
  /** The editions up to it, the newest first. */
  readonly editions: readonly EditionRow[];
  readonly version: Versions;
  /** Roles that countersign a form of any of these editions. */
  readonly countersigners: readonly string[];
  /** The words of a form in an edition. */
  words(form: string, edition: number): FormWords | undefined;
}

/** The words of every form in every edition. What was read once is kept: an edition never changes. */
export interface Forms {
  /** The edition in force today, with its pack. @throws FORM_NOT_IN_FORCE */
  current(school: string): Promise<{ readonly edition: number; readonly pack: Pack }>;
  /**
   * What is shown of a form of the edition in force; `since` is the edition that the reader signed, for `changes`.
   * @throws FORM_NOT_FOUND, FORM_NOT_IN_FORCE
   */
  text(school: string, form: string, wording: Wording, since?: number): Promise<FormText>;
  /** What was shown of a form of an edition in force before. @throws FORM_NOT_FOUND */
  textOf(school: string, edition: number, form: string, wording: Wording, since?: number): Promise<FormText>;
  /** @throws FORM_NOT_IN_FORCE */
  history(school: string): Promise<History>;
}

/** Opens the forms of a store. Everything but the newest pack of a school is dropped as soon as its words are known. */
export function openForms(store: Store, clock: Clock): Forms {
  const { wordsIn, packOf } = openPacks(store);
  const inForce = shared((school) => editionsInForce(store, clock, school));

  const textOf: Forms['textOf'] = async (school, edition, form, wording, since) => {
    const known = await wordsIn(school, edition);
    const now = known.find((each) => each.form.id === form);
    if (!now) throw agreementFault('FORM_NOT_FOUND', 'there is no such form', { status: 404 });
    const before = since === undefined ? [] : await wordsIn(school, since);
    return show(
      { school, edition, since },
      now,
      wording,
      before.find((each) => each.form.id === form),
    );
  };

  return {
    textOf,
    async history(school) {
      return historyOf(await inForce(school), (edition) => wordsIn(school, edition));
    },
    async text(school, form, wording, since) {
      const [current] = await inForce(school);
      return textOf(school, (current as EditionRow).number, form, wording, since);
    },
    async current(school) {
      const [current] = await inForce(school);
      const edition = (current as EditionRow).number;
      return { edition, pack: await packOf(school, edition) };
    },
  };
}

/**
 * Everybody who asks while an answer is under way gets that one: a page asks for the same editions several times, and a
 * hundred people open it at the same moment.
 */
function shared<T>(ask: (school: string) => Promise<T>): (school: string) => Promise<T> {
  const underWay = new Map<string, Promise<T>>();
  return (school) => {
    const known = underWay.get(school);
    if (known) return known;
    const asked = ask(school).finally(() => underWay.delete(school));
    underWay.set(school, asked);
    return asked;
  };
}

type WordsIn = (edition: number) => Promise<readonly FormWords[]>;

/** What was read of packs: the words of each edition, and the newest pack of each school. */
function openPacks(store: Store) {
  const words = new Map<string, Promise<readonly FormWords[]>>();
  const packs = new Map<string, { readonly edition: number; readonly pack: Promise<Pack> }>();
  const read = async (school: string, edition: number): Promise<Pack> =>
    (await readEdition(store, school, edition)).pack;

  return {
    wordsIn: (school: string, edition: number) =>
      remember(words, `${school} ${edition}`, async () => wordsOf(await read(school, edition))),
    packOf(school: string, edition: number): Promise<Pack> {
      const known = packs.get(school);
      if (known?.edition === edition) return known.pack;
      const pack = read(school, edition);
      packs.set(school, { edition, pack });
      pack.catch(() => packs.delete(school));
      return pack;
    },
  };
}

/** The edition in force today and those before it, the newest first. @throws FORM_NOT_IN_FORCE */
async function editionsInForce(store: Store, clock: Clock, school: string): Promise<readonly EditionRow[]> {
  const day = localDay(clock.now());
  const editions = await editionsOf(store, school);
  const current = editions.findIndex((edition) => edition.effectiveFrom <= day);
  if (current === -1)
    throw agreementFault('FORM_NOT_IN_FORCE', 'no edition of the policy is in force', { status: 404 });
  return editions.slice(current);
}

async function historyOf(editions: readonly EditionRow[], wordsIn: WordsIn): Promise<History> {
  const read = await Promise.all(
    editions.map(async ({ number }) => [number, await wordsIn(number)] as const),
  );
  const byEdition = new Map(read);
  return {
    current: editions[0] as EditionRow,
    editions,
    version: versionsOver(editions, byEdition),
    countersigners: [...byEdition.values()].flat().flatMap(({ form }) => form.countersigns ?? []),
    words: (form, edition) => byEdition.get(edition)?.find((each) => each.form.id === form),
  };
}

/** The one that is kept under a key, or made now; one that fails is not kept. */
function remember<T>(kept: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = kept.get(key);
  if (known) return known;
  const made = make();
  kept.set(key, made);
  made.catch(() => kept.delete(key));
  return made;
}

const versionsOver = (
  editions: readonly EditionRow[],
  words: ReadonlyMap<number, readonly FormWords[]>,
): Versions =>
  versionsOf(
    editions.toReversed().map(({ number, change }) => ({
      number,
      change,
      forms: new Map((words.get(number) ?? []).map((each) => [each.form.id, sameness(each)])),
    })),
  );
