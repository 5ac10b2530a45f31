import { type Policy, type Question, seal, unseal, compile, type Pack } from '../src/policy/index.ts';
import type { Chance } from '../scripts/campaigns/chance.ts';
import { pick } from './questions.ts';

/** What an engine has to hold: somebody of a role may or may not do an act while some facts are so. */
export interface PlainClause {
  readonly id: string;
  readonly effect: 'allow' | 'forbid';
  /** Covers narrower roles and acts as well. */
  readonly role: string;
  readonly act: string;
  readonly facts: Readonly<Record<string, boolean | string>>;
}

/** A question to which every fact is known, because the other engines have no third value. */
export interface PlainQuestion {
  readonly role: string;
  readonly act: string;
  readonly facts: Readonly<Record<string, boolean | string>>;
}

/** An engine loaded with the common policy. */
export interface Engine {
  readonly name: string;
  /** What it says beside yes or no. */
  readonly says: string;
  /** How many questions it is timed on; slow ones get fewer. */
  readonly questions: number;
  readonly isAllowed: (question: PlainQuestion) => boolean;
}

/** A policy that every engine can hold: what is banned is banned, what nobody allows is not allowed. */
export interface CommonPolicy {
  readonly vocabulary: Pack['vocabulary'];
  readonly clauses: readonly PlainClause[];
  readonly questions: readonly PlainQuestion[];
}

const CLAUSES = 300;
const QUESTIONS = 10_000;
const ROLES = ['staff', 'teacher', 'teaching-assistant', 'governor', 'pupil', 'parent', 'visitor'];

/** The facts that clauses ask for, with what they may be. None of them is presumed. */
const FACTS: Readonly<Record<string, readonly (boolean | string)[]>> = {
  'contact-time': [true, false],
  'pupils-present': [true, false],
  'device-encrypted': [true, false],
  supervised: [true, false],
  'device-owner': ['school', 'personal', 'public'],
  network: ['school', 'home-network', 'mobile-data'],
};
const factNames = Object.keys(FACTS);

/** Clauses and questions over the words of a real pack. */
export function makeCommonPolicy(pack: Pack, chance: Chance): CommonPolicy {
  const { vocabulary } = pack;
  const acts = vocabulary.acts
    .all()
    .slice(0, 100)
    .map((act) => act.id);
  const someFacts = (most: number) =>
    Object.fromEntries(
      Array.from({ length: chance.between(0, most + 1) }, () => pick(chance, factNames)).map((name) => [
        name,
        pick(chance, FACTS[name] ?? []),
      ]),
    );
  const everyFact = () =>
    Object.fromEntries(factNames.map((name) => [name, pick(chance, FACTS[name] ?? [])]));
  return {
    vocabulary,
    clauses: Array.from({ length: CLAUSES }, (_, index) => ({
      id: `clause-${index + 1}`,
      effect: chance.percent(80) ? 'allow' : 'forbid',
      role: pick(chance, ROLES),
      act: pick(chance, acts),
      facts: someFacts(3),
    })),
    questions: Array.from({ length: QUESTIONS }, () => ({
      role: pick(chance, ROLES),
      act: pick(chance, acts),
      facts: everyFact(),
    })),
  };
}

/** The common policy as a pack of ours. */
export function asPolicy({ clauses }: CommonPolicy, pack: Pack): Policy {
  const sections = [{ section: 'All', clauses: clauses.map(clauseData) }];
  const manifest = {
    name: 'Common',
    school: 'Any',
    covers: ['staff', 'governor', 'pupil', 'parent', 'visitor'],
    roles: {},
  };
  const sealed = JSON.parse(seal(pack).content) as Record<string, unknown>;
  const content = {
    ...sealed,
    key: 'common',
    manifest,
    sections,
    agreements: null,
    rulings: null,
    ownWords: null,
  };
  return compile(unseal(JSON.stringify(content)));
}

function clauseData({ id, effect, act, role, facts }: PlainClause) {
  const condition = Object.keys(facts).length > 0 && { [effect === 'allow' ? 'provided' : 'when']: facts };
  return { id, text: `The text of ${id}.`, [effect]: act, who: [role], ...condition };
}

export const asQuestion = ({ role, act, facts }: PlainQuestion): Question => ({
  mode: 'may',
  as: [role],
  act,
  facts,
  permissions: [],
});
