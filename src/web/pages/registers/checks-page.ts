import type { DueOfItem, Kind } from '../../../registers/index.ts';
import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { input } from '../../components/input.ts';
import { radios } from '../../components/radios.ts';
import { select } from '../../components/select.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';
import { capital, counted } from '../../wording/text.ts';
import { formTo } from '../people/filling.ts';
import { registers } from './addresses.ts';
import type { Looking } from './looking.ts';

/** So many stand on the page; the rest when these are done. */
export const MOST_SHOWN = 200;

/** What falls due, and what the page is narrowed to. */
export interface Calendar {
  /** Registers of which anything is checked. */
  readonly checked: readonly Kind[];
  readonly kind: Kind | undefined;
  readonly place: string | undefined;
  readonly places: readonly string[];
  readonly due: readonly DueOfItem[];
  readonly count: number;
  readonly until: string;
}

/** What falls due in all registers, by week. */
export function checksPage(looking: Looking, calendar: Calendar, banner: Child): Html {
  const { school, viewer } = looking;
  const { count, due, until } = calendar;
  return schoolPage(school, {
    viewer,
    title: 'What falls due',
    trail: [{ text: 'Registers', href: registers.all(school.key) }],
    content: html`${banner}${pageHeading('What falls due', school.name)}
<ul class="gatehouse-links"><li><a class="govuk-link" href="${registers.calendar(school.key)}">In your own calendar</a></li></ul>
${narrowing(school.key, calendar)}
<p class="govuk-body" id="count">${counted(count, 'check')} until ${wordDay(until)}${count > due.length && html`; the first ${due.length} are shown`}.</p>
${due.length > 0 && tickForm(looking, calendar)}`,
  });
}

const narrowing = (school: string, { checked, kind, place, places }: Calendar): Html =>
  html`<form method="get" action="${registers.checks(school)}" class="gatehouse-narrowing" role="search">${select(
    {
      name: 'kind',
      label: { text: 'Register' },
      value: kind?.id ?? '',
      items: [
        { value: '', text: 'All' },
        ...checked.map(({ id, plural }) => ({ value: id, text: capital(plural) })),
      ],
    },
  )}${select({
    name: 'place',
    label: { text: 'Place' },
    value: place ?? '',
    items: [{ value: '', text: 'All' }, ...places.map((each) => ({ value: each, text: each }))],
  })}${button({ text: 'Show', classes: 'govuk-button--secondary' })}</form>`;

/** The form that ticks off what was checked; what one may only see stands in it without a box. */
function tickForm(looking: Looking, calendar: Calendar): Html {
  const { school, day, may } = looking;
  const kinds = new Map(calendar.checked.map((kind) => [kind.id, kind]));
  const weeks = [...Map.groupBy(calendar.due, ({ dueOn }) => (dueOn < day ? 'overdue' : mondayOf(dueOn)))];
  const mayTick = calendar.due.some(({ item }) => may(kinds.get(item.kind) as Kind, 'registers.check'));
  const { kind, place } = calendar;
  return formTo(
    registers.checks(school.key),
    html`${kind !== undefined && html`<input type="hidden" name="kind" value="${kind.id}">`}${place !== undefined && html`<input type="hidden" name="place" value="${place}">`}
${weeks.map(([week, due]) => weekOf(looking, kinds, week, due))}
${
  mayTick &&
  html`${radios({
    name: 'result',
    classes: 'govuk-radios--inline',
    fieldset: { legend: { text: 'What is ticked above', classes: 'govuk-fieldset__legend--m' } },
    items: [
      { value: 'passed', text: 'Passed' },
      { value: 'failed', text: 'Failed' },
    ],
  })}
${input({ name: 'note', label: { text: 'Note (optional)' }, autocomplete: 'off' })}
${button({ text: 'Note these checks', preventDoubleClick: true })}`
}`,
  );
}

function weekOf(
  looking: Looking,
  kinds: ReadonlyMap<string, Kind>,
  week: string,
  due: readonly DueOfItem[],
): Html {
  const title = week === 'overdue' ? 'Overdue' : `Week of ${wordDay(week)}`;
  const ticked = due.filter(({ item }) => looking.may(kinds.get(item.kind) as Kind, 'registers.check'));
  const seen = due.filter((each) => !ticked.includes(each));
  return html`${
    ticked.length > 0 &&
    checkboxes({
      name: 'due',
      idPrefix: `due-${week}`,
      classes: 'govuk-checkboxes--small gatehouse-ticks',
      fieldset: { legend: { text: title, classes: 'govuk-fieldset__legend--m', isPageHeading: false } },
      items: ticked.map((each) => ({
        value: `${each.item.kind}.${each.check}.${each.item.id}`,
        text: words(kinds, each),
        hint: { html: way(looking, each) },
      })),
    })
  }
${seen.length > 0 && html`${ticked.length === 0 && html`<h2 class="govuk-heading-m">${title}</h2>`}<ul class="govuk-list govuk-list--bullet">${seen.map((each) => html`<li>${words(kinds, each)}. ${way(looking, each)}</li>`)}</ul>`}`;
}

/** The way to the item. It stands beside the words of a box and not in them, so that whoever ticks goes nowhere. */
const way = ({ school }: Looking, { item }: DueOfItem): Html =>
  html`<a class="govuk-link" href="${registers.item(school.key, item.kind, item.id)}">Look at it<span class="govuk-visually-hidden">: ${item.name}</span></a>`;

/** "Laptop 12 (LP-12, Room 4), 19 November 2026: Is it still here?" */
function words(kinds: ReadonlyMap<string, Kind>, { item, check, dueOn }: DueOfItem): string {
  const plan = kinds.get(item.kind)?.checks.find(({ kind }) => kind === check)?.name ?? check;
  const where = [item.tag ?? `#${item.number}`, item.place].filter(Boolean).join(', ');
  return `${item.name} (${where}), ${wordDay(dueOn)}: ${plan}`;
}

/** The Monday of the week of a day, YYYY-MM-DD. */
export function mondayOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
}
