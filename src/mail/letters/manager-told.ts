import { letterDay } from '../days.ts';
import type { Mentioned, Opening, Written } from '../letter.ts';
import { layOut } from '../layout.ts';
import { nameInMail } from '../naming.ts';

export interface ManagerTold extends Opening {
  /** Title of the form. */
  readonly form: string;
  readonly dueOn: string;
  /** Who has not signed, of those whom the reader may see: the caller knows who they are. */
  readonly people: readonly Mentioned[];
  readonly link: string;
}

/** Tells a manager who of theirs has not signed after the last reminder. */
export const managerTold = ({ form, dueOn, people, link, ...opening }: ManagerTold): Written =>
  layOut({
    ...opening,
    kind: 'manager-told',
    subject: people.length === 1 ? 'One person has not signed' : `${people.length} people have not signed`,
    pieces: [
      `These people were reminded and have not signed “${form}”, which was due on ${letterDay(dueOn)}:`,
      { list: people.map(nameInMail) },
      'Please speak to them. Children are named by initials; the page has their names.',
      { link, words: 'See who has not signed' },
    ],
  });
