import type { FactValue, Field, Item, ItemEvent, Kind, State } from '../../../registers/index.ts';
import { isWebAddress, wordValue } from '../../../registers/index.ts';
import { doneBannerOf, type Said } from '../../components/done-banner.ts';
import { tag } from '../../components/tag.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { wordDay } from '../../wording/days.ts';
import { capital } from '../../wording/text.ts';

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

/** What is said of something by its name, which may be a question: "Battery: passed", "Is it still here? Passed". */
export const afterName = (name: string, said: string): string =>
  name.endsWith('?') ? `${name} ${capital(said)}` : `${name}: ${said}`;

/** What the last event of an item tells beyond its name. */
export function eventDetail(kind: Kind, { what, details }: ItemEvent): string {
  const said = (name: string) => (typeof details[name] === 'string' ? String(details[name]) : '');
  if (what === 'changed') return wordChanges(kind, details);
  if (what === 'checked') {
    const plan = kind.checks.find((check) => check.kind === said('check'))?.name ?? said('check');
    return [afterName(plan, details['passed'] === true ? 'passed' : 'failed'), said('note')]
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

const sentences = new Map<string, Said>([
  ['entered', 'The item is entered.'],
  ['changed', 'The change is kept.'],
  ['state', 'The state is changed.'],
  ['unchanged', { notice: 'Nothing changed.' }],
  ['untested', { notice: 'It is not used before it has passed its checks.' }],
  ['lent', 'It is lent.'],
  ['already-lent', { notice: 'It is lent already. Somebody was quicker, or it has not come back.' }],
  ['not-usable', { notice: 'What is faulty, not tested or retired is not lent or booked.' }],
  ['not-lent-out', { notice: 'Nothing in this register is lent.' }],
  ['back', 'It is back.'],
  ['was-back', { notice: 'It had come back already.' }],
  ['booked', 'It is booked.'],
  ['taken', { notice: 'That time is taken. Choose another.' }],
  ['no-slot', { notice: 'Choose one of the times.' }],
  ['past', { notice: 'That day is over. Choose another.' }],
  ['cancelled', 'The booking is given up.'],
  ['checked', 'What you found is kept.'],
  ['nothing-checked', { notice: 'Tick what was checked.' }],
  ['due', 'The day is kept.'],
  ['intervals', 'The intervals are kept. Days that are chosen already stay as they are.'],
  ['kind-added', 'The register is added.'],
  ['feed-ended', 'The address is ended. Calendars that have it show nothing new.'],
  ['no-feed', { notice: 'There was no address to end.' }],
  ['imported', 'The sheet is taken over.'],
]);

/** Says what was just done, where the address says so. */
export const doneBanner = doneBannerOf(sentences);
