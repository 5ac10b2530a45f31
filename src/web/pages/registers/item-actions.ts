import type { Item, Kind } from '../../../registers/index.ts';
import { button } from '../../components/button.ts';
import { details } from '../../components/details.ts';
import { input } from '../../components/input.ts';
import { radios } from '../../components/radios.ts';
import { select } from '../../components/select.ts';
import { type Html, html } from '../../html/index.ts';
import { boxesOf, dayField, formTo, noMistakes, prefilled } from '../people/filling.ts';
import { registers } from './addresses.ts';
import type { Looking } from './looking.ts';
import { stateNames } from './wording.ts';

/** The form that takes an item out of use, puts it back or retires it. */
export function stateForm(school: string, kind: Kind, item: Item): Html {
  const states = kind.states.filter((state) => state !== 'lent' && state !== item.state);
  return details({
    summaryText: 'Change its state',
    html: formTo(
      registers.state(school, kind.id, item.id),
      html`${radios({
        name: 'state',
        fieldset: { legend: { text: 'What is it from now on?' } },
        items: states.map((state) => ({ value: state, text: stateNames[state] })),
      })}
${input({ name: 'reason', label: { text: 'Why (optional)' }, autocomplete: 'off' })}
${button({ text: 'Change the state', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
    ),
  });
}

/** The form that books an item for oneself. */
export const bookingForm = ({ school, day }: Looking, kind: Kind, item: Item): Html =>
  formTo(
    registers.bookings(school.key, kind.id, item.id),
    html`${dayField({ name: 'day', legend: 'Book it for the day', filled: prefilled(boxesOf('day', day)), mistakes: noMistakes })}
${select({ name: 'slot', label: { text: 'Time' }, items: kind.slots.map((slot) => ({ value: slot, text: slot })) })}
${button({ text: 'Book', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
  );
