import { type Grant, office } from '../people/index.ts';

/** Who may do what with reports. Whose a report is to hear, its routes say: that is looked at for each. */
export const reportPowers = {
  'reports.hear': 'signed-in',
  'reports.mine': 'signed-in',
  'reports.enter': ['staff', ...office],
  'reports.figures': ['headteacher', 'governor', 'chair-of-governors', 'trustee', 'senior-leadership'],
} as const satisfies Record<string, Grant>;
