import { letterMoment } from '../days.ts';
import type { Opening, Written } from '../letter.ts';
import { layOut } from '../layout.ts';

export interface WayBack extends Opening {
  /** Sets a password again, once. */
  readonly link: string;
  readonly endsAt: Date;
}

/** Lets somebody who cannot sign in set a password again. */
export const wayBack = ({ link, endsAt, ...opening }: WayBack): Written =>
  layOut({
    ...opening,
    kind: 'way-back',
    subject: 'Set your password again',
    pieces: [
      `Somebody asked for a new password for your account at ${opening.school}.`,
      { link, words: 'Set a new password' },
      `The link works once, until ${letterMoment(endsAt)}. It is yours alone: do not pass it on.`,
      'If it was not you, do nothing: your password stays as it is. If it happens again, tell the school office.',
    ],
  });
