import { beginningOf } from '../../../deadlines/index.ts';
import { input } from '../../components/input.ts';
import { type Html, html } from '../../html/index.ts';
import { dayField, type Filled, type Mistakes, wrong, wrongDay } from '../people/filling.ts';

/** What is asked besides when somebody writes down what another tells. */
export const callFields = (filled: Filled, mistakes: Mistakes): Html =>
  html`${input({
    name: 'caller',
    label: { text: 'Who told you', classes: 'govuk-label--s' },
    hint: { text: 'As they gave it, with how to reach them. Leave it empty if they would not say.' },
    errorMessage: wrong(mistakes, 'caller'),
    value: filled.text('caller'),
    autocomplete: 'off',
  })}${dayField({
    name: 'came',
    legend: 'When the school first knew',
    hint: 'The day of the call, or earlier if somebody of the school knew before. Some times that the law sets run from then.',
    filled,
    mistakes,
  })}${input({
    name: 'hour',
    label: { text: 'At what time', classes: 'govuk-label--s' },
    hint: { text: 'Such as 14:30' },
    errorMessage: wrong(mistakes, 'hour'),
    value: filled.text('hour'),
    classes: 'govuk-input--width-5',
  })}`;

/** When the school first knew, or what is wrong with it. */
export function cameIn(filled: Filled, now: Date): Date | Mistakes {
  const day = filled.day('came');
  if (day === undefined && !filled.has('hour')) return now;
  if (day === undefined || day === wrongDay)
    return new Map([['came-day', 'Enter the day, such as 22 11 2026']]);
  const [, hours = '', minutes = ''] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(filled.text('hour')) ?? [];
  if (hours === '') return new Map([['hour', 'Enter the time, such as 14:30']]);
  const at = momentOn(day, Number(hours), Number(minutes));
  return at <= now ? at : new Map([['came-day', 'Enter a time that is over']]);
}

const clockTime = new Intl.DateTimeFormat('en-GB', {
  hour: 'numeric',
  minute: 'numeric',
  hourCycle: 'h23',
  timeZone: 'Europe/London',
});

/** On the days on which the clocks change, an hour after midnight is not always an hour later. */
function momentOn(day: string, hours: number, minutes: number): Date {
  const wanted = hours * 60 + minutes;
  const plain = beginningOf(day).getTime() + wanted * 60_000;
  const shifts = [0, -60, 60].map((shift) => new Date(plain + shift * 60_000));
  return shifts.find((at) => minutesOf(at) === wanted) ?? new Date(plain);
}

function minutesOf(at: Date): number {
  const [hours = 0, minutes = 0] = clockTime.format(at).split(':').map(Number);
  return hours * 60 + minutes;
}
