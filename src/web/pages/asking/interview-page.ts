import type { Viewer } from '../../../accounts/index.ts';
import { asMine, nameOf } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { errorSummary } from '../../components/error-summary.ts';
import { radios } from '../../components/radios.ts';
import { select } from '../../components/select.ts';
import { summaryList } from '../../components/summary-list.ts';
import { type Html, html } from '../../html/index.ts';
import { address, schoolPage } from '../../site.ts';
import { capital } from '../../wording/text.ts';
import type { Step } from './asking.ts';
import { type Asked, unknown, without, writeAsked } from './fields.ts';
import type { NextQuestion } from './next-question.ts';

/** One question of the interview, with what was said so far. */
export function interviewPage(
  school: School,
  asked: Asked,
  step: Step,
  error?: string,
  viewer?: Viewer,
): Html {
  const { next, question } = step;
  const subject = nameOf(school.policy.vocabulary, question.act ?? question.event ?? '');
  const caption = question.act === undefined ? `It happened: ${subject}` : `May I ${asMine(subject)}?`;
  return schoolPage(school, {
    place: 'ask',
    viewer,
    title: next?.title ?? 'Ready to answer',
    hasErrors: error !== undefined,
    needs: next && isLong(next) ? ['autocomplete'] : [],
    backLink: { href: backTo(school, asked) },
    content: html`${error !== undefined && next && errorSummary({ titleText: 'There is a problem', errorList: [{ text: error, href: `#${idOf(next)}` }] })}
<form method="post" action="${address.answers(school.key)}" novalidate>
${hidden(asked, next)}
<span class="govuk-caption-l">${caption}</span>
${next ? field(next, error) : html`<h1 class="govuk-heading-l">Ready to answer</h1>`}
${button({ text: next ? 'Continue' : 'See the answer' })}
</form>
${saidSoFar(school, asked)}`,
  });
}

const longList = 9;
const isLong = (next: NextQuestion) => next.choices.length > longList && next.field !== 'as';
const idOf = (next: NextQuestion) => next.field.replaceAll('.', '-');

function field(next: NextQuestion, error: string | undefined): Html {
  const id = idOf(next);
  const message = error === undefined ? {} : { errorMessage: { text: error } };
  const skip = next.maySkip ? [{ divider: 'or' }, { value: unknown, text: 'I do not know' }] : [];
  if (isLong(next)) {
    return select({
      id,
      name: next.field,
      label: { text: next.title, classes: 'govuk-label--l', isPageHeading: true },
      items: [
        { value: '', text: '' },
        ...next.choices,
        ...(next.maySkip ? [{ value: unknown, text: 'I do not know' }] : []),
      ],
      attributes: { 'data-gatehouse-autocomplete': 'true' },
      ...message,
    });
  }
  return radios({
    idPrefix: id,
    name: next.field,
    fieldset: { legend: { text: next.title, isPageHeading: true, classes: 'govuk-fieldset__legend--l' } },
    items: [
      ...next.choices,
      ...(next.offices && next.offices.length > 0
        ? [{ divider: 'or, in an office of the school' }, ...next.offices]
        : []),
      ...skip,
    ],
    ...message,
  });
}

/** Everything said so far, carried along. `asked` names the question of this page, so that leaving it open is noticed. */
function hidden(asked: Asked, next: NextQuestion | undefined): Html[] {
  const fields = [...writeAsked(asked)].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">
`,
  );
  return next ? [...fields, html`<input type="hidden" name="asked" value="${next.field}">`] : fields;
}

function backTo(school: School, asked: Asked): string {
  const last =
    Object.keys(asked.raw.facts ?? {}).at(-1) ??
    asked.skipped.at(-1) ??
    (asked.raw.thing === undefined ? undefined : 'thing') ??
    (asked.raw.as.length > 0 ? 'as' : undefined);
  return last === undefined
    ? address.questions(school.key)
    : address.question(school.key, writeAsked(without(asked, last)));
}

/** What was said, each with a link to change it. */
function saidSoFar(school: School, asked: Asked): Html | undefined {
  const { vocabulary, pack } = school.policy;
  const change = (name: string, what: string) => ({
    items: [
      {
        href: address.question(school.key, writeAsked(without(asked, name))),
        text: 'Change',
        visuallyHiddenText: what,
      },
    ],
  });
  const roles = asked.raw.as.map((role) => ({
    key: { text: 'Who is asking' },
    value: { text: capital(pack.roles.get(role)?.name ?? vocabulary.roles.find(role)?.name ?? role) },
    actions: change('as', 'who is asking'),
  }));
  const facts = Object.entries(asked.raw.facts ?? {}).flatMap(([name, value]) => {
    const fact = vocabulary.facts.find(name);
    if (!fact) return [];
    const shown =
      fact.type === 'choice'
        ? (fact.values.find(String(value))?.name ?? String(value))
        : value === 'true' || value === true
          ? 'Yes'
          : value === 'false' || value === false
            ? 'No'
            : String(value);
    return [{ key: { text: fact.ask }, value: { text: capital(shown) }, actions: change(name, fact.name) }];
  });
  const skipped = asked.skipped.flatMap((name) => {
    const fact = vocabulary.facts.find(name);
    return fact || name === 'thing'
      ? [
          {
            key: { text: fact?.ask ?? 'What is it about?' },
            value: { text: 'I do not know' },
            actions: change(name, fact?.name ?? 'what it is about'),
          },
        ]
      : [];
  });
  const rows = [...roles, ...facts, ...skipped];
  return rows.length === 0
    ? undefined
    : html`<h2 class="govuk-heading-m">What you have said</h2>${summaryList({ rows })}`;
}
