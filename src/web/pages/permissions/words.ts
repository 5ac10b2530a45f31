import { type PermissionState, type RequestState } from '../../../permissions/index.ts';
import { asMine, type FactValue, nameOf, wordFact } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { doneBannerOf } from '../../components/done-banner.ts';
import type { SummaryListRow } from '../../components/summary-list.ts';
import { tag } from '../../components/tag.ts';
import type { Html } from '../../html/index.ts';
import { wordDay } from '../../wording/days.ts';
import { capital } from '../../wording/text.ts';

const requestStates: Readonly<Record<RequestState, readonly [words: string, colour: string]>> = {
  waiting: ['Waits for an answer', 'yellow'],
  incomplete: ['Something is missing', 'orange'],
  'asked-back': ['Asked for more', 'orange'],
  granted: ['Granted', 'green'],
  refused: ['Refused', 'red'],
  retracted: ['Taken back', 'grey'],
};

/** How a request stands, in a word. */
export const requestTag = (state: RequestState): Html => {
  const [text, colour] = requestStates[state];
  return tag({ text, classes: `govuk-tag--${colour}` });
};

const permissionStates: Readonly<Record<PermissionState, readonly [words: string, colour: string]>> = {
  live: ['Holds', 'green'],
  'to-come': ['Begins later', 'blue'],
  lapsed: ['Lapsed', 'grey'],
  withdrawn: ['Withdrawn', 'red'],
};

/** How a permission stands, in a word. */
export const wordPermissionState = (state: PermissionState): string => permissionStates[state][0];
export const permissionTag = (state: PermissionState): Html =>
  tag({ text: permissionStates[state][0], classes: `govuk-tag--${permissionStates[state][1]}` });

/** An act by its plain name, as whoever does it says it: "use my own phone". */
export const wordMyAct = ({ policy }: School, act: string): string => asMine(nameOf(policy.vocabulary, act));

/** An act by its plain name, as others say it of whoever does it: "use their own phone". */
export const wordAct = ({ policy }: School, act: string): string =>
  nameOf(policy.vocabulary, act).replaceAll(/\bone['’]s\b/g, 'their');

export const wordThing = ({ policy }: School, thing: string): string =>
  policy.vocabulary.things.find(thing)?.name ?? thing;

/** What a fact is called, as a thing to show. */
export const wordNeed = ({ policy }: School, need: string): string =>
  policy.vocabulary.facts.find(need)?.name ?? need;

/** "from 1 December 2026 to 18 December 2026" */
export const wordSpan = (since: string, until: string | undefined): string =>
  until === undefined
    ? `from ${wordDay(since)}, without an end`
    : since === until
      ? `on ${wordDay(since)}`
      : `from ${wordDay(since)} to ${wordDay(until)}`;

interface Described {
  readonly act: string;
  readonly thing?: string | undefined;
  readonly facts: Readonly<Record<string, FactValue>>;
}

/** What the program found out by itself when it was asked: nothing that the request is about, nor that it rests on. */
const foundOut: ReadonlySet<string> = new Set(['signed']);

/** What something is about: act, thing and circumstances, for a list of names and values; as others say it, or as one's own. */
export function subjectRows(
  school: School,
  { act, thing, facts }: Described,
  isOwn = false,
): SummaryListRow[] {
  const { vocabulary } = school.policy;
  return [
    {
      key: { text: 'What' },
      value: { text: capital(isOwn ? wordMyAct(school, act) : wordAct(school, act)) },
    },
    ...(thing === undefined
      ? []
      : [{ key: { text: 'With what' }, value: { text: capital(wordThing(school, thing)) } }]),
    ...Object.entries(facts)
      .filter(([name]) => !foundOut.has(name))
      .map(([name, value]) => ({
        key: { text: vocabulary.facts.find(name)?.ask ?? name },
        value: { text: capital(wordFact(vocabulary, name, value).split(': ').slice(1).join(': ')) },
      })),
  ];
}

/** What was just done, by the word that the address carries to the next page. */
const sentences = new Map([
  ['asked', 'Your request is on its way. You are told when there is an answer.'],
  ['entered', 'The request is on its way. Whoever may answer has been told.'],
  ['shown', 'What was missing is kept.'],
  ['replied', 'Your words are kept.'],
  ['taken-back', 'The request is taken back.'],
  ['granted', 'Your agreement is kept. The asker is told when the last answer is there.'],
  ['given', 'Granted. The permission holds from its first day.'],
  ['refused', 'Refused. The asker is told, with your reason.'],
  ['asked-back', 'Your question is on its way to the asker.'],
  ['withdrawn', 'Withdrawn. It opens nothing from now on.'],
  ['restricted', 'It holds from now on.'],
  ['lifted', 'Given back.'],
  ['absent', 'The absence is entered. Whoever stands in can answer on those days.'],
  ['back', 'The absence is ended.'],
  ['saved', 'Kept as a new edition.'],
  ['approved', 'Approved.'],
  ['settled', 'It is noted how this ended.'],
]);

/** Says what was just done, where the address says so. */
export const saidBanner = doneBannerOf(sentences);
