import { type Grant, office } from '../people/index.ts';

/** Who may do what with permissions. Whose request it is, and who may answer, the clauses say: that is looked at for each. */
export const permissionPowers = {
  'permissions.ask': 'signed-in',
  'permissions.answer': 'signed-in',
  'permissions.enter': office,
  'permissions.oversee': [...office, 'dpo', 'governor', 'trustee'],
  'absences.change': office,
  'assessments.write': ['staff', ...office],
} as const satisfies Record<string, Grant>;
