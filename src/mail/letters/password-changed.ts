import { letterMoment } from '../days.ts';
import type { Opening, Written } from '../letter.ts';
import { layOut } from '../layout.ts';

export interface PasswordChanged extends Opening {
  readonly at: Date;
  /** Where the reader sets a password again. */
  readonly link: string;
}

/** Tells somebody that their password was changed, so that they notice when it was not they. */
export const passwordChanged = ({ at, link, ...opening }: PasswordChanged): Written =>
  layOut({
    ...opening,
    kind: 'password-changed',
    subject: 'Your password was changed',
    pieces: [
      `The password of your account at ${opening.school} was changed on ${letterMoment(at)}.`,
      'If it was you, there is nothing to do.',
      'If it was not you, set a new password now and tell the school office.',
      { link, words: 'Set a new password' },
    ],
  });
