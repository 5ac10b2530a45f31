import {
  type Assessment,
  readingOf,
  type RequestNeed,
  shownByAssessment,
  showsFact,
  type Thing,
} from '../../../permissions/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { select } from '../../components/select.ts';
import { type Child, html } from '../../html/index.ts';
import { capital } from '../../wording/text.ts';
import type { Filled } from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import { wordThingHeld } from './readings.ts';
import { wordNeed } from './words.ts';

/** With what somebody can show what clauses want to see. */
export interface Showing {
  readonly school: School;
  readonly day: string;
  readonly needs: readonly string[];
  /** Approved ones. */
  readonly assessments: readonly Assessment[];
  /** What the asker has. */
  readonly things: readonly Thing[];
  /** Needs of which a register has said no already: the asker's word does not help. */
  readonly denied?: readonly string[] | undefined;
}

/** What is offered: a thing of a register, a tick by the asker, or an approved assessment. */
export function needFields(showing: Showing, filled: Filled): Child {
  const { school, needs, denied = [] } = showing;
  const said = needs.filter((need) => !shownByAssessment.has(need));
  const ticks = said.filter((need) => !denied.includes(need));
  const assessed = needs.filter((need) => shownByAssessment.has(need));
  return html`${thingField(showing, filled)}${
    ticks.length > 0 &&
    checkboxes({
      name: 'show',
      fieldset: { legend: { text: 'What the clause wants to see', classes: 'govuk-fieldset__legend--s' } },
      hint: {
        text: 'Tick what you can show. Nobody can agree while something is missing. Where a register says something of the thing you chose, that counts instead.',
      },
      items: ticks.map((need) => ({ value: need, text: `I can show this: ${wordNeed(school, need)}` })),
      values: filled.all('show'),
    })
  }${assessed.map((need) => assessmentField(showing, need, filled))}`;
}

/** Things of which a register says something that is wanted. */
const speaking = ({ things, needs, day }: Showing): Thing[] =>
  things.filter((thing) => needs.some((need) => speaks(thing, need, day)));

const speaks = (thing: Thing, need: string, day: string): boolean =>
  !shownByAssessment.has(need) && readingOf(thing, need, day).answer !== 'silent';

function thingField(showing: Showing, filled: Filled): Child {
  const things = speaking(showing);
  if (things.length === 0) return undefined;
  return select({
    name: 'item',
    label: { text: 'Which of your things is it about?', classes: 'govuk-label--s' },
    hint: { text: 'What its register says counts, and whoever answers reads it.' },
    items: [
      { value: '', text: 'None of these' },
      ...things.map((thing) => ({ value: thing.item.id, text: wordThingHeld(thing) })),
    ],
    value: filled.text('item'),
  });
}

function assessmentField({ school, day, assessments }: Showing, need: string, filled: Filled): Child {
  const fitting = assessments.filter((each) => showsFact(each, need, day));
  const where = html`<a class="govuk-link" href="${permissionAddress.assessments(school.key)}">Write one, or see those that are there</a>.`;
  if (fitting.length === 0)
    return html`<h3 class="govuk-heading-s">${capital(wordNeed(school, need))}</h3>
<p class="govuk-body">An approved assessment has to show this, and there is none yet. You can send the request without it; nobody can agree until it is attached. ${where}</p>`;
  return select({
    name: `assessment.${need}`,
    label: { text: capital(wordNeed(school, need)), classes: 'govuk-label--s' },
    hint: { text: 'An approved assessment shows this.' },
    items: [{ value: '', text: 'None yet' }, ...fitting.map(({ id, title }) => ({ value: id, text: title }))],
    value: filled.text(`assessment.${need}`),
  });
}

/** The thing that was chosen, where it is one of the asker's. */
export const chosenThing = ({ things }: Pick<Showing, 'things'>, filled: Filled): Thing | undefined =>
  things.find(({ item }) => item.id === filled.text('item'));

/**
 * What somebody filled in as shown, need by need: an assessment where one is wanted; the register where it says something of
 * the thing that was chosen; the asker's word for the rest.
 */
export function shownIn(
  showing: Showing,
  filled: Filled,
): Readonly<Record<string, Pick<RequestNeed, 'shownBy' | 'reference'>>> {
  const shown = showing.needs.map((need) => [need, showsHow(showing, need, filled)] as const);
  return Object.fromEntries(shown.filter((each): each is [string, How] => each[1] !== undefined));
}

type How = Pick<RequestNeed, 'shownBy' | 'reference'>;

function showsHow(showing: Showing, need: string, filled: Filled): How | undefined {
  const { day, assessments, denied = [] } = showing;
  if (shownByAssessment.has(need)) {
    const reference = filled.text(`assessment.${need}`);
    const isAssessed = assessments.some((each) => each.id === reference && showsFact(each, need, day));
    return isAssessed ? { shownBy: 'assessment', reference } : undefined;
  }
  const thing = chosenThing(showing, filled);
  if (thing && speaks(thing, need, day)) return { shownBy: 'register', reference: thing.item.id };
  const isSaid = filled.all('show').includes(need) && !denied.includes(need);
  return isSaid ? { shownBy: 'asker', reference: undefined } : undefined;
}
