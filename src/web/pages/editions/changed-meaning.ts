import { type Clause, explainClause, nameOf, type Pack } from '../../../policy/index.ts';
import { bindingOf, meaningOf, type Part } from '../../wording/meaning.ts';
import { capital } from '../../wording/text.ts';

/** One thing that a clause means otherwise, in words; undefined where there was or is no such thing. */
export interface MeaningChange {
  readonly name: string;
  readonly was: string | undefined;
  readonly is: string | undefined;
}

/** What a clause means otherwise than before, part by part. */
export function changedMeaning(was: Clause, before: Pack, is: Clause, after: Pack): MeaningChange[] {
  const old = wordsByName(was, before);
  const now = wordsByName(is, after);
  const changes = [...new Set([...old.keys(), ...now.keys()])]
    .map((name) => ({ name, was: old.get(name), is: now.get(name) }))
    .filter((change) => change.was !== change.is);
  const isAnother = was.verb !== is.verb || String(was.targets) !== String(is.targets);
  return isAnother || changes.length === 0 ? [whatItDoes(was, before, is, after), ...changes] : changes;
}

const whatItDoes = (was: Clause, before: Pack, is: Clause, after: Pack): MeaningChange => ({
  name: 'What Gatehouse does',
  was: explainClause(was, before),
  is: explainClause(is, after),
});

const wordsByName = (clause: Clause, pack: Pack): ReadonlyMap<string, string> =>
  new Map(
    [...bindingOf(clause, pack), ...meaningOf(clause, pack), ...further(clause, pack)]
      .filter((part) => part.entries.length > 0)
      .map((part) => [part.name, wordsOf(part)]),
  );

const wordsOf = (part: Part): string => capital(part.entries.map((entry) => entry.text).join('; '));

/** What a reader of the policy is shown elsewhere. */
const further = (clause: Clause, pack: Pack): Part[] => [
  {
    name: 'Also shown for',
    entries: clause.see.map((subject) => ({ text: nameOf(pack.vocabulary, subject) })),
  },
  { name: 'Unclear', entries: clause.doubt === undefined ? [] : [{ text: clause.doubt }] },
];
