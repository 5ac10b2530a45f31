import { type Clock, Fault, isId, localDay, newId } from '../kernel/index.ts';
import { editionsOf, type EditionRow, readEdition, readEditionOn } from '../editions/index.ts';
import {
  compile,
  decide,
  type Finder,
  finderFor,
  type Pack,
  type Policy,
  presentVerdict,
  type Question,
  type RawQuestion,
  type Understood,
  understand,
  type Verdict,
} from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import { verdictErrors } from './errors.ts';
import { type Recorder, recorderFor } from './recording.ts';
import {
  type Channel,
  countAnswers,
  findAnswer,
  type Gap,
  insertGap,
  type KeptAnswer,
  listGaps,
} from './records.ts';

/** A school with the edition of its policy that is in force. */
export interface School {
  readonly key: string;
  readonly name: string;
  /** The day, YYYY-MM-DD, for which the policy was made ready. */
  readonly day: string;
  readonly edition: EditionRow;
  readonly policy: Policy;
  readonly finder: Finder;
}

/** An answer as it was given, with the number under which it is kept. */
export interface Answer {
  readonly id: string;
  readonly question: Question;
  readonly verdict: Verdict;
  readonly edition: EditionRow;
}

/** The one way in for pages, gates and the command line: gathers what is known, asks the policy, keeps the answer. */
export interface Answerer {
  schools(): readonly School[];
  /** @throws SCHOOL_NOT_FOUND */
  school(key: string): School;
  /** Decides without keeping: for the next question of an interview. */
  consider(school: School, question: Question): Verdict;
  understand(school: School, raw: RawQuestion): Understood;
  /** Decides and keeps the answer; resolves when it is kept. */
  answer(school: School, question: Question, channel: Channel): Promise<Answer>;
  /** An answer that was given. @throws ANSWER_NOT_FOUND */
  given(school: School, id: string): Promise<KeptAnswer>;
  gaps(school: School): Promise<Gap[]>;
  counts(school: School): Promise<ReadonlyMap<string, number>>;
  /** Keeps words that nobody could place, as somebody who keeps the policy should see them. */
  tellGap(school: School, words: string): Promise<void>;
  /** Reads again which edition of each school is in force: after one was published, or when a new day begins. */
  refresh(): Promise<void>;
}

/** Makes an answerer over the editions in the store. `law` are the law packs that schools lie on. */
export async function openAnswerer(
  store: Store,
  clock: Clock,
  law: ReadonlyMap<string, Pack>,
  keys: readonly string[],
): Promise<Answerer> {
  let schools = new Map<string, School>();

  const refresh = async () => {
    const today = localDay(clock.now());
    const open = await Promise.all(keys.map((key) => openSchool(store, key, today, law, schools.get(key))));
    schools = new Map(open.map((school) => [school.key, school]));
  };
  await refresh();

  return {
    refresh,
    schools: () => [...schools.values()],
    school(key) {
      const school = schools.get(key);
      if (!school)
        throw new Fault('SCHOOL_NOT_FOUND', `there is no school \`${key}\``, {
          status: 404,
          help: verdictErrors.SCHOOL_NOT_FOUND,
        });
      return school;
    },
    ...askingFrom(store, clock),
  };
}

/** Everything that is asked of one school. */
function askingFrom(store: Store, clock: Clock): Omit<Answerer, 'schools' | 'school' | 'refresh'> {
  const recorder: Recorder = recorderFor(store);
  return {
    consider: (school, question) => decide(school.policy, question),
    understand: (school, raw) => understand(raw, school.policy.vocabulary, school.policy.rules),
    async answer(school, question, channel) {
      const verdict = decide(school.policy, question);
      const id = newId();
      await recorder.keep({
        school: school.key,
        id,
        askedAt: clock.now(),
        edition: school.edition.number,
        channel,
        question,
        verdict: presentVerdict(verdict),
      });
      return { id, question, verdict, edition: school.edition };
    },
    async given(school, id) {
      const kept = isId(id) ? await findAnswer(store.db, school.key, id) : undefined;
      if (!kept)
        throw new Fault('ANSWER_NOT_FOUND', `there is no answer \`${id.slice(0, 40)}\``, {
          status: 404,
          help: verdictErrors.ANSWER_NOT_FOUND,
        });
      return kept;
    },
    gaps: (school) => listGaps(store.db, school.key, 100),
    counts: (school) => countAnswers(store.db, school.key),
    tellGap: (school, words) =>
      insertGap(store.db, {
        school: school.key,
        id: newId(),
        toldAt: clock.now(),
        edition: school.edition.number,
        words,
      }),
  };
}

/** On the same day and with the same edition nothing is compiled again; a new day may start or end a ruling. */
async function openSchool(
  store: Store,
  key: string,
  today: string,
  law: ReadonlyMap<string, Pack>,
  open: School | undefined,
): Promise<School> {
  const inForce = await readEditionOn(store, key, today);
  if (open && open.day === today && open.edition.number === inForce.number) return open;
  const { pack, ...edition } = inForce;
  const policy = compile(
    pack,
    pack.layers.flatMap((name) => law.get(name) ?? []),
    today,
  );
  return {
    key,
    day: today,
    name: pack.school,
    edition,
    policy,
    finder: finderFor(policy.vocabulary, [policy]),
  };
}

/** Editions of a school and any one of them, for pages that compare. */
export const editionsFor = { list: editionsOf, read: readEdition, on: readEditionOn };
