import { letterMoment } from '../days.ts';
import type { Opening, Written } from '../letter.ts';
import { layOut } from '../layout.ts';

export interface Invitation extends Opening {
  /** Opens the account, once. */
  readonly link: string;
  /** When the link ends. */
  readonly endsAt: Date;
}

/** Invites somebody to open an account, by a link that works once. */
export const invitation = ({ link, endsAt, ...opening }: Invitation): Written =>
  layOut({
    ...opening,
    kind: 'invitation',
    subject: `Your account at ${opening.school}`,
    pieces: [
      `${opening.school} has made an account for you. There you read the rules for computers and the internet, and sign what you agree to.`,
      { link, words: 'Open your account' },
      `The link works once, until ${letterMoment(endsAt)}. It is yours alone: do not pass it on.`,
      'If you did not expect this, tell the school office. Nothing happens unless you open the link.',
    ],
  });
