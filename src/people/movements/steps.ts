export type MovementKind = 'joiner' | 'mover' | 'leaver';

interface Step {
  readonly step: string;
  /** What the office reads beside the box. */
  readonly words: string;
  /** What is done by it: something opens, is handed on, or shuts. */
  readonly does: 'opens' | 'hands on' | 'shuts';
  readonly kinds: readonly MovementKind[];
}

/** What a school does when somebody joins, moves or leaves, in the order in which it is done. */
const steps = [
  {
    step: 'roles-given',
    words: 'Give the roles that the person holds',
    does: 'opens',
    kinds: ['joiner', 'mover'],
  },
  {
    step: 'groups-given',
    words: 'Put the person into classes or departments',
    does: 'opens',
    kinds: ['joiner', 'mover'],
  },
  {
    step: 'agreement-asked',
    words: 'Ask for the agreement to be read and signed',
    does: 'opens',
    kinds: ['joiner', 'mover'],
  },
  { step: 'invited', words: 'Send the invitation to sign in', does: 'opens', kinds: ['joiner'] },
  { step: 'induction', words: 'Go through the policy at induction', does: 'opens', kinds: ['joiner'] },
  {
    step: 'devices-lent',
    words: 'Lend the devices and have them signed for',
    does: 'opens',
    kinds: ['joiner'],
  },
  {
    step: 'access-given',
    words: 'Open the folders and systems that the work needs',
    does: 'opens',
    kinds: ['joiner', 'mover'],
  },
  {
    step: 'old-access-ended',
    words: 'Shut folders and systems that the work no longer needs',
    does: 'shuts',
    kinds: ['mover'],
  },
  { step: 'sign-in-ended', words: 'End every sign-in and open session', does: 'shuts', kinds: ['leaver'] },
  { step: 'roles-ended', words: 'End the roles that the person holds', does: 'shuts', kinds: ['leaver'] },
  {
    step: 'other-systems-ended',
    words: 'Shut accounts in other systems: mail, drive, wifi, cloud services',
    does: 'shuts',
    kinds: ['leaver'],
  },
  {
    step: 'work-handed-on',
    words: 'Hand files, mail and calendars on to whoever takes over',
    does: 'hands on',
    kinds: ['mover', 'leaver'],
  },
  {
    step: 'official-accounts-handed-on',
    words: 'Hand official social media accounts and their second factors on',
    does: 'hands on',
    kinds: ['mover', 'leaver'],
  },
  {
    step: 'devices-returned',
    words: 'Take back devices, keys and memory sticks, and sign for them',
    does: 'shuts',
    kinds: ['leaver'],
  },
  {
    step: 'own-devices-cleared',
    words: 'Have school data removed from the person’s own devices',
    does: 'shuts',
    kinds: ['leaver'],
  },
  {
    step: 'shared-passwords-changed',
    words: 'Change passwords that the person shared',
    does: 'shuts',
    kinds: ['mover', 'leaver'],
  },
] as const satisfies readonly Step[];

export type MovementStep = (typeof steps)[number]['step'];

/** The steps of a list, in order. */
export const stepsFor = (kind: MovementKind): readonly Step[] =>
  (steps as readonly Step[]).filter(({ kinds }) => kinds.includes(kind));

/** What a step is called on the page. */
export const wordsOfStep = (step: string): string =>
  (steps as readonly Step[]).find((each) => each.step === step)?.words ?? step;
