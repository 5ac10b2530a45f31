import { letterDay } from '../days.ts';
import type { Opening, Written } from '../letter.ts';
import { layOut } from '../layout.ts';

export interface MaterialChange extends Opening {
  /** Title of the policy. */
  readonly policy: string;
  /** First day in force, YYYY-MM-DD. */
  readonly effectiveFrom: string;
  /** What changed for the reader, one line each. */
  readonly changes: readonly string[];
  /** The last day to sign, YYYY-MM-DD. */
  readonly dueOn: string;
  readonly link: string;
}

/** Tells somebody what changed for them, and that they are asked to sign that. */
export const materialChange = (letter: MaterialChange): Written => {
  const { policy, effectiveFrom, changes, dueOn, link, ...opening } = letter;
  return layOut({
    ...opening,
    kind: 'material-change',
    subject: `The rules change on ${letterDay(effectiveFrom)}: please sign by ${letterDay(dueOn)}`,
    pieces: [
      `“${policy}” changes on ${letterDay(effectiveFrom)}. What is new for you:`,
      { list: changes },
      `You are asked to sign only what changed, by ${letterDay(dueOn)}. The page shows it before and after, side by side.`,
      { link, words: 'See the changes and sign' },
    ],
  });
};
