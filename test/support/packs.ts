import assert from 'node:assert/strict';
import { join } from 'node:path';
import { compile, decide, loadLibrary, understand } from '../../src/policy/index.ts';
import type { Library, Pack, Policy, Question, RawQuestion, Verdict } from '../../src/policy/index.ts';
import { parseYaml, type Source } from '../../src/policy/reading.ts';
import { resolvePack } from '../../src/policy/resolving.ts';
import { extendVocabulary, kinds, type Words, type WordsRead } from '../../src/policy/vocabulary.ts';

/** A vocabulary small enough to hold in the head: every feature of the real one occurs once or twice. */
export const tinyVocabulary = {
  acts: `
use-computer: { name: use a computer, also: [use-pc], words: [go on the computer] }
use-internet: { name: use the internet, is: [use-computer], words: [go online] }
play-games: { name: play games, is: [use-internet], words: [gaming] }
connect-device: { name: connect a device, words: [plug in] }
connect-own-device: { name: connect one's own device, is: [connect-device] }
lock-screen: { name: lock the screen }
leave-unlocked: { name: leave a computer unlocked, breaks: [lock-screen], shown-by: { locked: false } }
keep-at-home: { name: keep files on a computer at home, is: [keep-files], shown-by: [{ place: home, owner: own }] }
keep-files: { name: keep files }
inspect-use: { name: look into what somebody did }
review-policy: { name: review the policy }
`,
  things: `
device: { name: device }
laptop: { name: laptop, is: [device], also: [notebook] }
school-laptop: { name: school laptop, is: [laptop], implies: { owner: school } }
phone: { name: phone, is: [device] }
`,
  events: `
device-lost: { name: a device was lost, also: [report-lost-device], words: [lost my device] }
laptop-lost: { name: a laptop was lost, is: [device-lost] }
policy-broken: { name: somebody broke the policy }
`,
  facts: `
place:
  name: place
  ask: Where is it?
  also: [location]
  values:
    on-site: { name: at school }
    classroom: { name: in a classroom, is: [on-site] }
    office: { name: in an office, is: [on-site] }
    off-site: { name: away from school, also: ["off"] }
    home: { name: at home, is: [off-site] }
owner: { name: owner, ask: Whose is it?, values: { school: { name: the school's }, own: { name: one's own } } }
supervised: { name: supervised, ask: Is somebody supervising?, also: [watched] }
urgent: { name: urgent, ask: Is it urgent?, usual: false }
insured: { name: insured, ask: Is it insured? }
locked: { name: locked, ask: Is it locked? }
access: { name: access granted, ask: Has access been granted? }
age: { name: age, type: number, ask: How old? }
purpose: { name: purpose, ask: What for?, values: { crime: { name: crime }, training: { name: training }, private: { name: private } } }
told: { name: told, type: roles, ask: Who knows already? }
`,
  roles: `
staff: { name: member of staff }
teacher: { name: teacher, is: [staff] }
pupil: { name: pupil }
parent: { name: parent }
head: { name: headteacher, also: [headmistress] }
manager: { name: network manager }
police: { name: police }
`,
  registers: `
policy: { name: policy }
assets: { name: list of equipment }
`,
} as const;

/** A source made of data, as if it had been read from a file. */
export const sourceOf = (file: string, data: unknown): Source => ({ file, data, lineOf: () => 1 });

/** A source from YAML text. */
export function yamlSource(file: string, text: string): Source {
  const source = parseYaml(Buffer.from(text), file);
  assert.ok(!Array.isArray(source), JSON.stringify(source));
  return source as Source;
}

const noWords = (): Words => ({ acts: [], things: [], events: [], facts: [], roles: [], registers: [] });

/** Words from YAML texts, one for each kind. */
export function wordsFrom(texts: Readonly<Partial<Record<keyof Words, string>>>): WordsRead {
  const sources = kinds.flatMap((kind) => {
    const text = texts[kind];
    if (text === undefined) return [];
    const source = yamlSource(`vocabulary/${kind}.yaml`, text);
    return [{ kind, source, data: source.data, path: [] }];
  });
  const read = extendVocabulary(noWords(), sources);
  assert.deepEqual(read.problems, []);
  return read;
}

export const tinyWords = wordsFrom(tinyVocabulary);

export type Data = Readonly<Record<string, unknown>>;

/** What a small pack is made of; whatever is left out has a plain default. */
export interface Making {
  readonly key?: string;
  readonly clauses: readonly Data[];
  readonly pack?: Data;
  readonly rulings?: readonly Data[];
  readonly agreements?: readonly Data[];
  readonly vocabulary?: Data;
}

export const tinyManifest: Data = {
  name: 'Use of computers',
  school: 'The school',
  covers: ['staff', 'pupil'],
  roles: {
    head: { called: ['Head'] },
    manager: { called: ['Network Manager'], kind: 'firm' },
    parent: { 'treated-as': [{ role: 'staff', when: { access: true } }] },
    police: { kind: 'outside' },
  },
};

/** A pack in memory. A clause without a text gets one. */
export function packOf(making: Making): Pack {
  const clauses = making.clauses.map((clause) => ({
    text: `The text of ${String(clause['id'])}.`,
    ...clause,
  }));
  const optional = (file: string, data: unknown) => (data === undefined ? undefined : sourceOf(file, data));
  const files = {
    manifest: sourceOf('pack.yaml', { ...tinyManifest, ...making.pack }),
    sections: [sourceOf('clauses/10.yaml', { section: 'All', clauses })],
    agreements: optional('agreements.yaml', making.agreements),
    rulings: optional('rulings.yaml', making.rulings),
    cases: undefined,
    trace: undefined,
    vocabulary: optional('vocabulary.yaml', making.vocabulary),
  };
  const made = resolvePack(making.key ?? 'tiny', files, tinyWords, ['law']);
  assert.deepEqual(made.problems, []);
  return made.pack;
}

/** The source that every clause of a law pack must carry. */
export const lawSource: Data = {
  title: 'An Act',
  provision: 'section 1',
  kind: 'statute',
  'in-force': '2020-01-01',
  checked: '2026-01-01',
};

/** A pack of law in memory. */
export const lawOf = (clauses: readonly Data[]): Pack =>
  packOf({
    key: 'law',
    clauses: clauses.map((clause) => ({ source: lawSource, ...clause })),
    pack: { law: true },
  });

/** A policy in memory: a pack, with law beneath it where that is given. */
export const policyOf = (making: Making, law: readonly Data[] = [], on?: string): Policy =>
  compile(packOf(making), law.length > 0 ? [lawOf(law)] : [], on);

/** The question, which has to be understood. */
export function questionOf(policy: Policy, raw: RawQuestion): Question {
  const { question, problems } = understand(raw, policy.vocabulary);
  assert.deepEqual(problems, []);
  return question as Question;
}

/** Understands and decides. */
export const askOf = (policy: Policy, raw: RawQuestion): Verdict => decide(policy, questionOf(policy, raw));

const root = new URL('../../', import.meta.url).pathname;

/** The packs and the vocabulary that the house ships. */
export const realFolders = { packs: join(root, 'packs'), vocabulary: join(root, 'vocabulary') };

/** The real packs that load, each with the packs of law beneath it. Packs still being written are left out. */
export function realPolicies(on?: string): {
  readonly library: Library;
  readonly policies: readonly Policy[];
} {
  const library = loadLibrary(realFolders);
  const below = (pack: Pack) => pack.layers.flatMap((name) => library.packs.get(name) ?? []);
  const policies = [...library.packs.values()].map((pack) => compile(pack, below(pack), on));
  assert.ok(policies.length > 0, 'no real pack loads');
  return { library, policies };
}
