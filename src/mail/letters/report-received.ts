import type { Opening, Written } from '../letter.ts';
import { layOut } from '../layout.ts';

export interface ReportReceived extends Opening {
  /** What people say to each other of it. */
  readonly reference: string;
  /** With it the teller reads what the school answers. */
  readonly receipt: string;
  readonly link: string;
  /** Where more may be written to. */
  readonly replyTo: string;
}

/** Tells somebody who told something by letter that it arrived, and how to hear of it. What they told is not in it. */
export const reportReceived = ({ reference, receipt, link, replyTo, ...opening }: ReportReceived): Written =>
  layOut({
    ...opening,
    kind: 'report-received',
    subject: 'Your letter arrived',
    pieces: [
      `What you wrote to the school arrived. Its reference is ${reference}.`,
      `Your code is ${receipt}. With it you read what the school answers. Keep it to yourself: whoever has it can read what you wrote.`,
      { link, words: 'See whether there is an answer' },
      `To add something, write to ${replyTo}, and not to the address that this letter came from.`,
    ],
  });
