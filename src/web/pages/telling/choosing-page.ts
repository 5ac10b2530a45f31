import { pressesOf, type Queue, queues, type ReportKind } from '../../../reports/index.ts';
import { button } from '../../components/button.ts';
import { errorSummary } from '../../components/error-summary.ts';
import { radios } from '../../components/radios.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { mayUse } from '../../powers.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { capital } from '../../wording/text.ts';
import { tellingAddress } from './addresses.ts';
import { type Draft, eventsOf } from './draft.ts';
import { tellers } from './tellers.ts';

/** A page of the way to the form. */
const step = (draft: Draft, title: string, content: Html, hasErrors = false): Html =>
  schoolPage(draft.school, {
    place: 'tell',
    viewer: draft.viewer,
    title,
    hasErrors,
    backLink: { href: draft.kind ? wayTo(draft, {}) : address.school(draft.school.key), text: 'Back' },
    content,
  });

/** The same draft with more said. What is said here is never about anybody: it may stand in an address. */
function wayTo({ here, as, isChild, viewer, door }: Draft, said: Readonly<Record<string, string>>): string {
  const role = viewer && door === 'page' ? undefined : as[0];
  const query = new URLSearchParams({
    ...(isChild ? { for: 'child' } : role !== undefined && { as: role }),
    ...said,
  });
  return query.size === 0 ? here : `${here}?${String(query)}`;
}

/** Who tells, where nobody is signed in, or somebody is on the telephone. */
export function whoPage(draft: Draft, isUnsaid: boolean): Html {
  const isCall = draft.door === 'telephone';
  const title = isCall ? 'Who is telling you?' : 'Who are you?';
  const { key } = draft.school;
  const choices = radios({
    name: 'as',
    fieldset: { legend: { text: title, classes: 'govuk-fieldset__legend--l', isPageHeading: true } },
    hint: {
      text: isCall
        ? 'You write it down for them.'
        : 'You do not have to sign in, or to say your name. This helps it to reach the right people.',
    },
    errorMessage: isUnsaid ? { text: 'Choose one' } : undefined,
    items: tellers.map(({ role, text }) => ({ value: role, text })),
  });
  return step(
    draft,
    title,
    html`${isUnsaid && errorSummary({ titleText: 'There is a problem', errorList: [{ href: '#as', text: 'Choose one' }] })}
<form method="get" action="${draft.here}" novalidate><input type="hidden" name="step" value="who">${choices}${button({ text: 'Continue' })}</form>
${!isCall && html`<p class="govuk-body">If you have an account, you can <a class="govuk-link" href="${address.signIn(key, tellingAddress.tell(key))}">sign in first</a>. If you told us before, <a class="govuk-link" href="${tellingAddress.told(key)}">see what came of it</a>.</p>`}`,
    isUnsaid,
  );
}

const queueNames: Readonly<Record<Queue, string>> = {
  safeguarding: 'Somebody may be unsafe',
  'data-protection': 'People’s data',
  ict: 'Computers, phones and accounts',
  conduct: 'How people behave',
  other: 'Something else',
};

/** What happened, as a short list. */
export function kindsPage(draft: Draft): Html {
  const kinds = [...draft.site.reporting.kinds.values()];
  const title = 'What do you want to tell us?';
  if (draft.isChild) return step(draft, title, childsKinds(draft, kinds));
  const groups = queues.flatMap((queue) => {
    const own = kinds.filter((kind) => kind.queue === queue);
    if (own.length === 0) return [];
    return html`<h2 class="govuk-heading-m">${queueNames[queue]}</h2><ul class="govuk-list govuk-list--spaced">${own.map((kind) => html`<li><a class="govuk-link" href="${wayTo(draft, { kind: kind.id })}">${capital(kind.name)}</a><br>${kind.about}</li>`)}</ul>`;
  });
  return step(
    draft,
    title,
    html`${pageHeading(title, draft.school.name)}
<p class="govuk-body-l">It goes to those whom the school’s policy names, and to nobody whom it is about.</p>
${presses(draft)}${groups}${forOthers(draft)}`,
  );
}

/** The way for whoever writes down what somebody else tells. */
const forOthers = ({ door, viewer, school }: Draft): Child =>
  door === 'page' &&
  mayUse('reports.enter', viewer?.roles) &&
  html`<p class="govuk-body">Does somebody tell you this on the telephone, or in person? <a class="govuk-link" href="${tellingAddress.telephone(school.key)}">Write it down for them</a>.</p>`;

/** What staff tell of most, each in one press. SOURCE: DfE, filtering and monitoring standards, June 2026 */
function presses(draft: Draft): Child {
  const { policy } = draft.school;
  if (!draft.as.some((role) => policy.vocabulary.roles.is(role, 'staff'))) return undefined;
  const known = pressesOf(draft.site.reporting.kinds).filter(({ event }) =>
    policy.vocabulary.events.has(event),
  );
  if (known.length === 0) return undefined;
  return html`<h2 class="govuk-heading-m">In one press</h2>
<ul class="govuk-list govuk-list--spaced">${known.map(({ event, name }) => html`<li><a class="govuk-link" href="${wayTo(draft, { event })}">${name}</a></li>`)}</ul>`;
}

/** What may be gravest first, and what fits nothing else last. */
const byQueue = (kinds: readonly ReportKind[]): ReportKind[] =>
  kinds.toSorted((one, other) => queues.indexOf(one.queue) - queues.indexOf(other.queue));

/** Few, large, and in their words; last what a child can do besides. */
const childsKinds = (draft: Draft, kinds: readonly ReportKind[]): Html =>
  html`${pageHeading('What do you want to tell us?', draft.school.name)}
<p class="govuk-body-l">You are not in trouble for telling. Press the one that fits best.</p>
<ul class="govuk-list">${byQueue(kinds).map(({ id, childs }) => childs !== undefined && html`<li>${button({ text: childs, href: wayTo(draft, { kind: id }), classes: 'gatehouse-childs-choice' })}</li>`)}</ul>
<p class="govuk-body">You can also tell any grown-up at school. You can talk to Childline about anything: call <a class="govuk-link" href="tel:08001111">0800 1111</a>. If somebody is hurt or in danger now, call <a class="govuk-link" href="tel:999">999</a>.</p>`;

/** Which of the things of a kind it was. */
export function eventsPage(draft: Draft & { readonly kind: ReportKind }): Html {
  const { school, kind } = draft;
  const title = 'What happened?';
  const events = eventsOf(school.policy, kind).map(
    (event) =>
      html`<li><a class="govuk-link" href="${wayTo(draft, { event })}">${capital(school.policy.vocabulary.events.find(event)?.name ?? event)}</a></li>`,
  );
  return step(
    draft,
    title,
    html`${pageHeading(title, capital(kind.name))}<p class="govuk-body">Choose the nearest. You can say more on the next page.</p><ul class="govuk-list govuk-list--spaced">${events}</ul>`,
  );
}
