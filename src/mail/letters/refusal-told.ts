import type { Mentioned, Opening, Written } from '../letter.ts';
import { layOut } from '../layout.ts';
import { nameInMail } from '../naming.ts';

export interface RefusalTold extends Opening {
  /** Who refused; where a parent refused for a child, the parent. */
  readonly who: Mentioned;
  /** Title of the form. */
  readonly form: string;
  /** Whether only some clauses were refused. */
  readonly isPartial: boolean;
  /** Where the reason stands. */
  readonly link: string;
}

/** Tells the school business manager that somebody refused. The reason stays behind the sign-in: it may be about health or belief. */
export const refusalTold = ({ who, form, isPartial, link, ...opening }: RefusalTold): Written =>
  layOut({
    ...opening,
    kind: 'refusal-told',
    subject: isPartial ? 'An agreement was accepted in part' : 'An agreement was refused',
    pieces: [
      `${nameInMail(who)} ${isPartial ? 'does not agree to a part of' : 'does not agree to'} “${form}” and gave a reason.`,
      { link, words: 'Read the reason and say what follows' },
    ],
  });
