import type { Opening, Written } from '../letter.ts';
import { layOut } from '../layout.ts';

export interface ReportWaiting extends Opening {
  readonly isUrgent: boolean;
  /** Whether the reader hears it already, and its time is nearly over. */
  readonly isReminder?: boolean;
  readonly link: string;
}

/**
 * Tells whoever hears a report that it is there. Neither what happened, nor to whom, nor who told it: a letter is read
 * over a shoulder, and stands in lists of mail servers.
 */
export const reportWaiting = ({ isUrgent, isReminder = false, link, ...opening }: ReportWaiting): Written =>
  layOut({
    ...opening,
    kind: 'report-waiting',
    subject: isReminder
      ? 'Something that you hear has little time left'
      : isUrgent
        ? 'Something was told that is for you to hear at once'
        : 'Something was told that is for you to hear',
    pieces: [
      isReminder
        ? 'The time for something that was told, and that is for you to hear, is nearly over.'
        : `Something was told that is for you to hear${isUrgent ? ' at once' : ''}.`,
      { link, words: 'Sign in and read it' },
    ],
  });
