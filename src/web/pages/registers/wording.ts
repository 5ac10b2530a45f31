import type { FactValue, Field, Item, ItemEvent, Kind, State } from '../../../registers/index.ts';
import { isWebAddress, wordValue } from '../../../registers/index.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import { tag } from '../../components/tag.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { type Query, textIn } from '../../querying.ts';
import { wordDay } from '../../wording/days.ts';

export const stateNames: Readonly<Record<State, string>> = {
  'in-use': 'In use',
  lent: 'Lent',
  faulty: 'Faulty',
  untested: 'Not tested',
  retired: 'Retired',
};

const stateColours: Readonly<Record<State, string>> = {
  'in-use': 'govuk-tag--green',
  lent: 'govuk-tag--blue',
  faulty: 'govuk-tag--red',
  untested: 'govuk-tag--yellow',
  retired: 'govuk-tag--grey',
};

export const stateTag = (state: State): Html =>
  tag({ text: stateNames[state], classes: stateColours[state] });

export const eventNames: Readonly<Record<ItemEvent['what'], string>> = {
  entered: 'Entered',
  changed: 'Changed',
  lent: 'Lent',
  returned: 'Came back',
  booked: 'Booked',
  checked: 'Checked',
  due: 'Day of a check chosen',
  retired: 'Retired',
  state: 'State changed',
};

/** What a field of an item says, on a page. */
export function valueOnPage(
  field: Field,
  value: FactValue | undefined,
  wordPerson: (id: string) => string,
): Child {
  if (value === undefined) return 'Not said';
  if (field.type === 'date') return wordDay(String(value));
  if (field.type === 'money') return `£${Number(value).toFixed(2)}`;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (field.type === 'address' && isWebAddress(String(value)))
    return html`<a class="govuk-link" rel="noreferrer noopener" href="${String(value)}">${String(value)}</a>`;
  return wordValue(field, value, wordPerson);
}

/** What the last event of an item tells beyond its name. */
export function eventDetail(kind: Kind, { what, details }: ItemEvent): string {
  const said = (name: string) => (typeof details[name] === 'string' ? String(details[name]) : '');
  if (what === 'changed') return wordChanges(kind, details);
  if (what === 'checked') {
    const plan = kind.checks.find((check) => check.kind === said('check'))?.name ?? said('check');
    return [`${plan}: ${details['passed'] === true ? 'passed' : 'failed'}`, said('note')]
      .filter(Boolean)
      .join('. ');
  }
  if (what === 'lent')
    return `Signed for by ${said('signedOut')}${said('due') && `, due back ${wordDay(said('due'))}`}`;
  if (what === 'returned') return `Signed for by ${said('signedIn')}`;
  if (what === 'booked') return `${said('slot')}${said('day') && `, ${wordDay(said('day'))}`}`;
  if (what === 'state' || what === 'retired') return said('reason');
  return '';
}

const heads: Readonly<Record<string, string>> = {
  name: 'Name',
  tag: 'Label',
  place: 'Place',
  holderId: 'Person',
};

/** The names of what changed; what it was and is stands in the ledger. */
function wordChanges(kind: Kind, { from, to }: ItemEvent['details']): string {
  const names = new Set([...Object.keys(Object(from)), ...Object.keys(Object(to))]);
  const nameOfField = (name: string) =>
    heads[name] ?? kind.fields.find(({ id }) => `field.${id}` === name)?.name ?? name;
  return [...names].map(nameOfField).join(', ');
}

/** How an item is told apart from others of its name. */
export const wordNumber = ({ number, tag: label }: Pick<Item, 'number' | 'tag'>): string =>
  label === undefined ? `number ${number}` : `${label} (number ${number})`;

const sentences: ReadonlyMap<string, readonly [isSuccess: boolean, text: string]> = new Map([
  ['entered', [true, 'The item is entered.']],
  ['changed', [true, 'The change is kept.']],
  ['state', [true, 'The state is changed.']],
  ['unchanged', [false, 'Nothing changed.']],
  ['untested', [false, 'It is not used before it has passed its checks.']],
  ['lent', [true, 'It is lent.']],
  ['already-lent', [false, 'It is lent already. Somebody was quicker, or it has not come back.']],
  ['not-usable', [false, 'What is faulty, not tested or retired is not lent or booked.']],
  ['not-lent-out', [false, 'Nothing in this register is lent.']],
  ['back', [true, 'It is back.']],
  ['was-back', [false, 'It had come back already.']],
  ['booked', [true, 'It is booked.']],
  ['taken', [false, 'That time is taken. Choose another.']],
  ['no-slot', [false, 'Choose one of the times.']],
  ['past', [false, 'That day is over. Choose another.']],
  ['cancelled', [true, 'The booking is given up.']],
  ['checked', [true, 'What you found is kept.']],
  ['nothing-checked', [false, 'Tick what was checked.']],
  ['due', [true, 'The day is kept.']],
  ['intervals', [true, 'The intervals are kept. Days that are chosen already stay as they are.']],
  ['kind-added', [true, 'The register is added.']],
  ['feed-ended', [true, 'The address is ended. Calendars that have it show nothing new.']],
  ['no-feed', [false, 'There was no address to end.']],
  ['imported', [true, 'The sheet is taken over.']],
]);

/** Says what was just done, where the address says so. */
export function doneBanner(query: Query): Child {
  const said = sentences.get(textIn(query, 'done') ?? '');
  return said && notificationBanner({ ...(said[0] && { type: 'success' }), text: said[1] });
}
