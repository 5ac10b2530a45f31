import { type Grant, office } from '../people/index.ts';

/** Who looks after the ICT of a school, by whatever name its policy calls them; firms included. */
const ict = [
  'it-manager',
  'ict-manager',
  'system-manager',
  'network-manager',
  'it-network-staff',
  'it-support',
  'ict-support',
  'it-provider',
  'ipad-provider',
  'authorised-personnel',
  'authorised-ict-personnel',
  'authorised-ict-staff',
  'computing-subject-leader',
] as const;

const leaders = ['headteacher', 'deputy-headteacher', 'senior-leadership'] as const;
const guardians = ['dpo', 'dsl', 'deputy-dsl', 'headteacher'] as const;

/** Words for several roles at once, for the powers of a kind. */
export const circles: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['office', office],
  ['ict', ict],
  ['leaders', leaders],
  ['guardians', guardians],
]);

/** Who may do what with registers. A kind may narrow each of these, and never widens one. */
export const registersPowers = {
  'registers.see': ['staff', 'governor', 'trustee', 'dpo', ...ict, ...office],
  'registers.change': ['social-media-manager', ...guardians, ...leaders, ...ict, ...office],
  'registers.check': ['site-staff', ...guardians, ...leaders, ...ict, ...office],
  'registers.lend': ['teacher', 'teaching-assistant', ...leaders, ...ict, ...office],
} as const satisfies Record<string, Grant>;

export type RegisterPower = keyof typeof registersPowers;
