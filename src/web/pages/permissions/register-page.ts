import { type Permission, permissionState } from '../../../permissions/index.ts';
import { button } from '../../components/button.ts';
import { pagination } from '../../components/pagination.ts';
import { select, type SelectItem } from '../../components/select.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';
import { capital, counted } from '../../wording/text.ts';
import type { Acting } from '../people/acting.ts';
import { permissionAddress } from './addresses.ts';
import { type Clauses, wordClause } from './clauses.ts';
import { nameIn, type Names } from './names.ts';
import { permissionTag, wordAct } from './words.ts';

/** How many permissions stand on a page. */
export const PAGE = 50;

export const registerStates = ['live', 'ending', 'to-come', 'lapsed', 'withdrawn'] as const;
const stateNames: Readonly<Record<(typeof registerStates)[number] | 'all', string>> = {
  live: 'Those that hold',
  ending: 'Those that lapse within 14 days',
  'to-come': 'Those that begin later',
  lapsed: 'Those that lapsed',
  withdrawn: 'Those that were withdrawn',
  all: 'All',
};

/** What the register is narrowed to. */
export interface Wanted {
  readonly state: keyof typeof stateNames;
  readonly person: string | undefined;
  readonly act: string | undefined;
  readonly clause: string | undefined;
  readonly page: number;
}

export interface Register {
  readonly acting: Acting;
  readonly wanted: Wanted;
  readonly permissions: readonly Permission[];
  readonly count: number;
  /** What it can be narrowed by. */
  readonly subjects: {
    readonly acts: readonly string[];
    readonly clauses: readonly string[];
  };
  readonly names: Names;
  readonly clauses: Clauses;
}

/** Every permission of a school, a page at a time. */
export function registerPage(register: Register): Html {
  const { school, viewer } = register.acting;
  return schoolPage(school, {
    place: 'keeping',
    viewer,
    title: 'Permissions',
    trail: [{ text: 'Keeping the policy', href: address.keeping(school.key) }],
    content: html`${pageHeading('Permissions', school.name)}
${narrowing(register)}
${ofOne(register)}
<p class="govuk-body" id="count">${counted(register.count, 'permission')}. <a class="govuk-link" href="${permissionAddress.register(school.key)}/list.csv${fieldsOf(register.wanted)}">Download as a spreadsheet (CSV)</a></p>
${register.permissions.length > 0 && table(register)}
${register.count > PAGE && pages(register)}`,
  });
}

/** The register of one person, and the way back to everybody's. */
const ofOne = ({ acting: { school }, wanted, names }: Register): Child =>
  wanted.person !== undefined &&
  html`<p class="govuk-body">Only those of ${nameIn(names, wanted.person)}. <a class="govuk-link" href="${permissionAddress.register(school.key)}${fieldsOf({ ...wanted, person: undefined })}">Show everybody’s</a></p>`;

const sorted = (items: readonly { value: string; text: string }[]): SelectItem[] => [
  { value: '', text: 'Any' },
  ...items.toSorted((one, other) => one.text.localeCompare(other.text, 'en-GB', { numeric: true })),
];

function narrowing({ acting: { school }, wanted, subjects, clauses }: Register): Html {
  const acts = subjects.acts.map((act) => ({ value: act, text: capital(wordAct(school, act)) }));
  const numbers = subjects.clauses.map((id) => ({ value: id, text: capital(wordClause(clauses, id)) }));
  return html`<form method="get" action="${permissionAddress.register(school.key)}" class="gatehouse-narrowing" role="search">${wanted.person !== undefined && html`<input type="hidden" name="person" value="${wanted.person}">`}
${select({ name: 'state', label: { text: 'Which' }, items: Object.entries(stateNames).map(([value, text]) => ({ value, text })), value: wanted.state })}
${select({ name: 'act', label: { text: 'To do what' }, items: sorted(acts), value: wanted.act ?? '' })}
${select({ name: 'clause', label: { text: 'Under which clause' }, items: sorted(numbers), value: wanted.clause ?? '' })}
${button({ text: 'Show', classes: 'govuk-button--secondary' })}</form>`;
}

const holder = ({ acting: { school }, wanted, names }: Register, { personId }: Permission): Html =>
  html`<a class="govuk-link" href="${permissionAddress.register(school.key)}${fieldsOf({ ...wanted, person: personId })}">${nameIn(names, personId)}</a>`;

function table(register: Register): Html {
  const { acting, permissions, clauses } = register;
  const { school, day } = acting;
  return wideTable({
    caption: 'Permissions, the newest first',
    captionClasses: 'govuk-visually-hidden',
    head: [
      { text: 'Permission' },
      { text: 'Holder' },
      { text: 'Clause' },
      { text: 'Until' },
      { text: 'State' },
    ],
    firstCellIsHeader: true,
    isStacked: true,
    rows: permissions.map((each) => [
      {
        html: html`<a class="govuk-link" href="${permissionAddress.permission(school.key, each.id)}">${each.number}: ${wordAct(school, each.act)}</a>`,
      },
      { html: holder(register, each) },
      { text: capital(wordClause(clauses, each.clause)) },
      { text: each.until === undefined ? 'Without an end' : wordDay(each.until) },
      { html: permissionTag(permissionState(each, day)) },
    ]),
  });
}

/** The query that shows the same again, on another page where one is given. */
function fieldsOf({ state, person, act, clause }: Wanted, page?: number): string {
  const fields = new URLSearchParams({ state });
  for (const [name, value] of Object.entries({ person, act, clause })) if (value) fields.set(name, value);
  if (page !== undefined) fields.set('page', String(page));
  return `?${String(fields)}`;
}

function pages({ acting: { school }, wanted, count }: Register): Child {
  const last = Math.ceil(count / PAGE);
  const href = (page: number) => `${permissionAddress.register(school.key)}${fieldsOf(wanted, page)}`;
  return pagination({
    landmarkLabel: 'Pages of permissions',
    items: [{ number: `${wanted.page} of ${last}`, href: href(wanted.page), current: true }],
    ...(wanted.page > 1 && { previous: { href: href(wanted.page - 1) } }),
    ...(wanted.page < last && { next: { href: href(wanted.page + 1) } }),
  });
}
