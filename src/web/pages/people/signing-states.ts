import type { State, StatusRow, Why } from '../../../agreements/index.ts';

/** What each state is called. */
export const stateNames: Readonly<Record<State, string>> = {
  signed: 'Signed',
  due: 'Not signed',
  declined: 'Declined',
  partly: 'Signed in part',
  'to-countersign': 'To countersign',
};

/** Every state, what is missing first. */
export const states = [
  'due',
  'declined',
  'partly',
  'to-countersign',
  'signed',
] as const satisfies readonly State[];

/** What is missing, by why somebody is asked. */
export const whyNames: Readonly<Record<Why, string>> = {
  never: 'Not signed',
  changed: 'To sign what changed',
  yearly: 'To sign again this year',
  declined: 'Declined',
};

/** How it stands with a form, in a word or two. */
export function wordState({ state, why, isCovered }: StatusRow): string {
  if (isCovered) return 'Signed by the other parent';
  return state === 'due' && why !== undefined ? whyNames[why] : stateNames[state];
}

/** Whether nobody has to be asked again. */
export const isDone = ({ state, isCovered }: StatusRow): boolean =>
  isCovered || state === 'signed' || state === 'to-countersign';
