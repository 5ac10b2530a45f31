import type { Mentioned, Opening, Written } from '../letter.ts';
import { layOut } from '../layout.ts';
import { nameInMail } from '../naming.ts';

export interface CountersignWaiting extends Opening {
  /** Who signed. */
  readonly people: readonly Mentioned[];
  /** Title of the form. */
  readonly form: string;
  readonly link: string;
}

/** Tells somebody that signatures wait for theirs. */
export const countersignWaiting = ({ people, form, link, ...opening }: CountersignWaiting): Written =>
  layOut({
    ...opening,
    kind: 'countersign-waiting',
    subject:
      people.length === 1 ? 'A signature waits for yours' : `${people.length} signatures wait for yours`,
    pieces: [
      `Signed, and waiting for your signature beside it: “${form}”, by`,
      { list: people.map(nameInMail) },
      { link, words: 'Read and countersign' },
    ],
  });
