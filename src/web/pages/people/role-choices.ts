import type { Pack } from '../../../policy/index.ts';
import { plainRole } from '../../wording/people.ts';
import { capital } from '../../wording/text.ts';

/** Roles of the shared vocabulary that nobody at a school holds. */
const nobodys = new Set(['school', 'public', 'police', 'relevant-authority', 'governing-board', 'visitor']);

/** A role that the office can give. */
export interface RoleChoice {
  readonly value: string;
  readonly text: string;
}

/** What can be given: the roles of the policy, then those that all schools share, by their plain names. */
export function roleChoices(pack: Pack): readonly RoleChoice[] {
  const own = [...pack.roles.values()].filter(({ id, kind }) => kind !== 'outside' && !nobodys.has(id));
  const shared = pack.vocabulary.roles.all().filter(({ id }) => !pack.roles.has(id) && !nobodys.has(id));
  return [...own, ...shared]
    .map(({ id }) => ({ value: id, text: wordRole(pack, id) }))
    .toSorted((one, other) => one.text.localeCompare(other.text, 'en-GB'));
}

/** A role as a label. */
export const wordRole = (pack: Pack, role: string): string => capital(plainRole(pack, role));
