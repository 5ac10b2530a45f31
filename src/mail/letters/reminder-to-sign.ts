import { letterDay } from '../days.ts';
import type { Mentioned, Opening, Written } from '../letter.ts';
import { layOut } from '../layout.ts';
import { nameInMail } from '../naming.ts';

/** A form that waits for the reader's name. */
export interface Unsigned {
  /** Title of the form. */
  readonly title: string;
  /** The child for whom the reader signs. */
  readonly child?: Mentioned;
}

export interface ReminderToSign extends Opening {
  readonly forms: readonly Unsigned[];
  /** The last day to sign, YYYY-MM-DD. */
  readonly dueOn: string;
  readonly isLate: boolean;
  readonly link: string;
}

/** Reminds somebody of what they have not signed. */
export function reminderToSign({ forms, dueOn, isLate, link, ...opening }: ReminderToSign): Written {
  const day = letterDay(dueOn);
  const what = forms.length === 1 ? 'An agreement waits' : `${forms.length} agreements wait`;
  return layOut({
    ...opening,
    kind: 'reminder-to-sign',
    subject: isLate ? `Please sign: it was due on ${day}` : `Please sign by ${day}`,
    pieces: [
      `${what} for your signature at ${opening.school}:`,
      { list: forms.map(titleOf) },
      isLate ? `The last day to sign was ${day}.` : `Please sign by ${day}.`,
      { link, words: 'Read and sign' },
      'If you do not agree with something, you can say so on the same page.',
    ],
  });
}

const titleOf = ({ title, child }: Unsigned): string =>
  child ? `${title}, for ${nameInMail({ ...child, isChild: true })}` : title;
