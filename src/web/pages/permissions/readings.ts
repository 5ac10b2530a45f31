import { localDay } from '../../../kernel/index.ts';
import type { Reading, RegisterAnswer, RestsOn, Thing } from '../../../permissions/index.ts';
import { tag } from '../../components/tag.ts';
import { type Html, html } from '../../html/index.ts';
import { wordDay } from '../../wording/days.ts';
import { afterName } from '../registers/wording.ts';

/** "Laptop 12 (LP-0012)" */
export const wordThingHeld = ({ item, kind }: Thing): string =>
  `${item.name} (${item.tag ?? `${kind.name} ${item.number}`})`;

const answers: Readonly<Record<RegisterAnswer, string>> = {
  yes: 'Yes',
  no: 'No',
  overdue: 'A check is overdue',
  silent: 'It says nothing of this',
};

/** What a register says, of which thing, and on which checks that rests: "Yes: Laptop 12. Security, passed 3 October 2026". */
export const shownReading = ({ thing, answer, checks }: Reading, day: string): Html =>
  html`${answer !== 'yes' && html`${tag({ text: 'Missing', classes: 'govuk-tag--orange' })} `}The register says: ${answers[answer]}. ${wordThingHeld(thing)}${checks.map((each) => html`<br>${wordCheck(each, day)}`)}`;

function wordCheck({ name, passed, doneAt, dueOn }: RestsOn, day: string): string {
  const isOver = dueOn !== undefined && dueOn < day;
  const done =
    doneAt === undefined
      ? 'not checked yet'
      : `${passed === false ? 'failed' : 'passed'} ${wordDay(localDay(doneAt))}`;
  return `${afterName(name, done)}${dueOn === undefined ? '' : `, ${isOver ? 'was due' : 'due'} ${wordDay(dueOn)}`}`;
}
