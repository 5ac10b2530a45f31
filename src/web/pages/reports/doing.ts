import type { Transaction } from '../../../store/index.ts';
import type { Handling, Letters, Report } from '../../../reports/index.ts';
import type { Html } from '../../html/index.ts';
import type { Filled, Mistakes } from '../people/filling.ts';
import type { Case } from './case.ts';

/** A form as it is shown. */
export interface Filling {
  readonly shown: Case;
  readonly filled: Filled;
  readonly mistakes: Mistakes;
  /** People to choose from. */
  readonly choices: Choices;
}

export type Choices = readonly { readonly value: string; readonly text: string }[];

/** With what something is done. */
export interface Doer {
  readonly handling: Handling;
  readonly letters: Letters;
}

/** Something that can be done about a report: a form, what is wrong with it, and what is kept. */
export interface Doing {
  /** Where the form is sent to. */
  readonly noun: string;
  readonly title: string;
  readonly button: string;
  /** None for a button on the page of the report itself. */
  readonly fields?: (filling: Filling) => Html;
  /** People to choose from. */
  readonly choices?: (shown: Case) => Promise<Choices>;
  readonly mistakes: (shown: Case, filled: Filled) => Promise<Mistakes> | Mistakes;
  readonly keep: (tx: Transaction, doer: Doer, shown: Case, filled: Filled) => Promise<void>;
  /** Open reports unless given. */
  readonly of?: Report['state'];
}
