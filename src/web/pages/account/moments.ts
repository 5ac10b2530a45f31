import { localDay } from '../../../kernel/index.ts';
import { wordDay } from '../../wording/days.ts';

const clockFace = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** A moment as the school's clock and calendar show it: "today at 9:05", "22 November 2026 at 9:05". */
export const wordMoment = (moment: Date, now: Date): string => {
  const day = localDay(moment);
  return `${day === localDay(now) ? 'today' : wordDay(day)} at ${clockFace.format(moment)}`;
};
