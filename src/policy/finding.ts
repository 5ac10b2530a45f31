import MiniSearch from 'minisearch';
import { stemmer } from 'stemmer';
import type { Policy } from './compiling.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Word } from './words.ts';

/** An act or event that a question in plain English may mean. */
export interface Found {
  readonly kind: 'act' | 'event';
  readonly id: string;
  /** Plain English, as it reads after "may I …?". */
  readonly name: string;
  readonly score: number;
}

/** Finds what people mean. */
export interface Finder {
  /** The likeliest acts and events first, at most `limit`. */
  find(question: string, limit?: number): Found[];
}

/** Longer questions are cut: nobody types more before the act is clear. */
const longestQuestion = 300;

/** Words that say nothing of what is asked. */
const empty = new Set(
  `a about above after again all also am an and any anybody anyone anything are aren't as ask at be because been before being but by can can't cannot could couldn't
  did didn't do does doesn't doing don't done down during each else even ever every few fine for from get gets getting go goes going gone got had has hasn't have haven't having he her here hers
  him his how however i i'd i'll i'm i've if in into is isn't it it's its itself just let's like made make may me might mine more most much must my myself
  need needs never no nor not now of off ok okay on once one only or other ought our out over please put quick quickly really right said same say says
  she should shouldn't so some somebody someone something still such tell than that that's the their them then there these they they're this those though through till to too
  under until up us use used uses using very want wants was we we'd were what what's when where which while who whom whose why will with without won't would wouldn't yes yet you your
  allowed permitted policy rule rules school alright happen happens thing things way`.split(/\s+/),
);

/** Words that mean the same to people who ask. The first of a line stands for all. */
const sameMeaning = [
  'phone mobile smartphone iphone handset',
  'phone telephone ring call dial',
  'wifi wi-fi wireless',
  'laptop chromebook macbook notebook',
  'tablet ipad',
  'computer pc desktop mac',
  'stick usb pendrive thumbdrive flash memory',
  'photo picture photograph image snap selfie pic',
  'film video record footage',
  'facebook instagram twitter tiktok snapchat linkedin social',
  'whatsapp messenger chat',
  'email mail e-mail inbox mailbox',
  'password login passcode credentials log-in pin',
  'pupil child children student kid kids learner boy girl',
  'parent mum dad carer mother father families family',
  'colleague staff teacher',
  'head headteacher principal',
  'install download',
  'delete erase wipe remove',
  'buy purchase order',
  'post publish upload share put',
  'virus malware ransomware trojan',
  'bully harass abuse',
  'own personal private',
  'home house',
  'shut closed close',
].map((line) => line.split(' '));

const standsFor = new Map<string, string>();
for (const [first, ...others] of sameMeaning)
  for (const other of others)
    if (!standsFor.has(stemmer(other))) standsFor.set(stemmer(other), stemmer(first as string));

/** A word as it is indexed: small letters, its stem, its commonest synonym; null where it says nothing. */
function term(word: string): string | null {
  const small = word
    .toLowerCase()
    .replace(/[’']/g, "'")
    .replace(/^'+|'+$/g, '');
  if (small.length < 2 || empty.has(small)) return null;
  const stem = stemmer(small.replace(/'s$/, ''));
  return standsFor.get(stem) ?? stem;
}

interface Entry {
  readonly id: string;
  /** Terms of the name, of what people type and of the ids, each once: a word counts once, wherever it stands. */
  readonly terms: string;
  /** The policy's own words about it. */
  readonly clauses: string;
}

/** What may be found, with the terms of each phrase that people type. */
interface Findable extends Omit<Found, 'score'> {
  readonly phrases: readonly ReadonlySet<string>[];
}

const termsOf = (text: string): string[] => [
  ...new Set(splitWords(text).flatMap((word) => term(word) ?? [])),
];
const splitWords = (text: string) => text.split(/[^\p{L}\p{N}'’]+/u);

/** How many of the best hits are put in order by whole phrases. */
const reranked = 30;

/** Makes a finder over the acts and events of a vocabulary, helped by the words of the policy's own clauses. */
export function finderFor(vocabulary: Vocabulary, policies: readonly Policy[] = []): Finder {
  const findable = new Map<string, Findable>();
  const index = new MiniSearch<Entry>({
    fields: ['terms', 'clauses'],
    tokenize: splitWords,
    processTerm: term,
    searchOptions: {
      boost: { terms: 3, clauses: 0.5 },
      fuzzy: (word) => (word.length > 4 ? 0.2 : 0),
      prefix: (word) => word.length > 3,
      weights: { fuzzy: 0.3, prefix: 0.4 },
      combineWith: 'OR',
      // An act does not lose by having many words that people type.
      bm25: { k: 1.2, b: 0.25, d: 0.5 },
    },
  });
  const add = (kind: Found['kind'], word: Word) => {
    const id = `${kind}:${word.id}`;
    findable.set(id, {
      kind,
      id: word.id,
      name: word.name,
      phrases: [word.name, ...word.words].map((phrase) => new Set(termsOf(phrase))),
    });
    index.add({
      id,
      terms: termsOf([word.name, ...word.words, word.id, ...word.also].join(' ')).join(' '),
      clauses: policies.flatMap((policy) => clauseTexts(policy, kind, word.id)).join(' '),
    });
  };
  for (const act of vocabulary.acts.all()) add('act', act);
  for (const event of vocabulary.events.all()) add('event', event);

  return {
    find(question, limit = 8) {
      const words = question.slice(0, longestQuestion);
      const asked = new Set(termsOf(words));
      return index
        .search(words)
        .slice(0, reranked)
        .map((hit) => {
          const { phrases, ...found } = findable.get(String(hit.id)) as Findable;
          return { ...found, score: hit.score * (1 + wholePhrase(phrases, asked)) };
        })
        .toSorted((one, other) => other.score - one.score)
        .slice(0, limit);
    },
  };
}

/** The number of words of the longest phrase that the question has whole; a phrase half there counts little. */
function wholePhrase(phrases: readonly ReadonlySet<string>[], asked: ReadonlySet<string>): number {
  let best = 0;
  for (const phrase of phrases) {
    let met = 0;
    for (const word of phrase) if (asked.has(word)) met += 1;
    best = Math.max(best, met === phrase.size ? met * 0.6 : (met / phrase.size) * 0.5);
  }
  return best;
}

function clauseTexts(policy: Policy, kind: Found['kind'], id: string): string[] {
  const candidates = (kind === 'act' ? policy.forAct : policy.forEvent).get(id) ?? [];
  return candidates
    .filter((candidate) => candidate.distance === 0 && !candidate.rule.isLaw)
    .map((candidate) => candidate.rule.clause.text);
}
