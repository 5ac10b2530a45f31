import type { Opening, Written } from '../letter.ts';
import { layOut } from '../layout.ts';

export interface ReportAnswered extends Opening {
  /** Where the answer is read: by signing in, or with the code that was shown. */
  readonly by: 'account' | 'receipt';
  readonly link: string;
}

/** Tells a teller that there is an answer. What was told, and what is answered, stays behind the sign-in or the code. */
export const reportAnswered = ({ by, link, ...opening }: ReportAnswered): Written =>
  layOut({
    ...opening,
    kind: 'report-answered',
    subject: 'There is an answer for you',
    pieces: [
      by === 'account'
        ? 'There is an answer to something that you told the school.'
        : 'There is an answer to something that you told the school. You need the code that you were given.',
      { link, words: 'Read the answer' },
    ],
  });
