import { dataOf, type Interval, keepKind, type Kind, withIntervals } from '../../../registers/index.ts';
import { button } from '../../components/button.ts';
import { input } from '../../components/input.ts';
import { select } from '../../components/select.ts';
import { type Html, html } from '../../html/index.ts';
import { pageHeading, type Routes, schoolPage, sendPage } from '../../site.ts';
import { capital } from '../../wording/text.ts';
import {
  type Filled,
  filledIn,
  formTo,
  type Mistakes,
  mistakesSummary,
  noMistakes,
  prefilled,
  wrong,
} from '../people/filling.ts';
import { registers } from './addresses.ts';
import { changing, type Desk, kindIn, type Looking, lookingAt, type OfKind } from './looking.ts';

/** `/registers/:kind/intervals`: how often the school checks. What is shipped is a suggestion. */
export const intervalPages =
  (desk: Desk): Routes =>
  (app, site) => {
    app.get<OfKind>('/schools/:school/registers/:kind/intervals', changing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.change');
      return sendPage(reply, intervalsPage(looking, kind, formOf(kind), noMistakes));
    });

    app.post<OfKind>('/schools/:school/registers/:kind/intervals', changing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.change');
      const filled = filledIn(request.body);
      const { intervals, mistakes } = readIntervals(kind, filled);
      if (mistakes.size > 0) return sendPage(reply.code(422), intervalsPage(looking, kind, filled, mistakes));
      const data = dataOf(withIntervals(kind, intervals));
      await site.store.transaction((tx) => keepKind(tx, looking.act, kind.id, data));
      return reply.redirect(`${registers.kind(looking.school.key, kind.id)}?done=intervals`, 303);
    });
  };

const formOf = (kind: Kind): Filled =>
  prefilled(
    Object.fromEntries(
      kind.checks.flatMap(({ kind: check, every }) => [
        [`count-${check}`, every === undefined ? '' : String(every.count)],
        [`unit-${check}`, every?.unit ?? 'year'],
      ]),
    ),
  );

const units: readonly Interval['unit'][] = ['day', 'week', 'month', 'year'];

function readIntervals(kind: Kind, filled: Filled) {
  const intervals = new Map<string, Interval | undefined>();
  const mistakes = new Map<string, string>();
  for (const { kind: check } of kind.checks) {
    const count = filled.text(`count-${check}`);
    const unit = units.find((each) => each === filled.text(`unit-${check}`));
    if (count === '') intervals.set(check, undefined);
    else if (/^[1-9]\d{0,2}$/.test(count) && unit) intervals.set(check, { count: Number(count), unit });
    else mistakes.set(`count-${check}`, 'Enter a whole number, such as 6, or leave it empty');
  }
  return { intervals, mistakes };
}

function intervalsPage({ school, viewer }: Looking, kind: Kind, filled: Filled, mistakes: Mistakes): Html {
  return schoolPage(school, {
    viewer,
    title: 'How often it is checked',
    hasErrors: mistakes.size > 0,
    backLink: { href: registers.kind(school.key, kind.id) },
    content: html`${mistakesSummary(mistakes)}${pageHeading('How often it is checked', capital(kind.plural))}
<p class="govuk-body">The school decides by the risk. A check without an interval is due only on days that are chosen for it.</p>
${formTo(
  registers.intervals(school.key, kind.id),
  html`${kind.checks.map(
    ({ kind: check, name }) =>
      html`${input({
        name: `count-${check}`,
        label: { text: `${name}: every` },
        errorMessage: wrong(mistakes, `count-${check}`),
        value: filled.text(`count-${check}`),
        inputmode: 'numeric',
        classes: 'govuk-input--width-3',
      })}${select({
        name: `unit-${check}`,
        label: { text: `${name}: days, weeks, months or years`, classes: 'govuk-visually-hidden' },
        value: filled.text(`unit-${check}`),
        items: units.map((unit) => ({ value: unit, text: `${unit}s` })),
      })}`,
  )}
${button({ text: 'Keep', preventDoubleClick: true })}`,
)}`,
  });
}
