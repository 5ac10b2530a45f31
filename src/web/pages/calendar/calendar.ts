import { closeSchool, listClosedDays, openSchool } from '../../../agreements/index.ts';
import { address, type InSchool, type Routes, sendPage } from '../../site.ts';
import { type Acting, actingIn, notHere } from '../people/acting.ts';
import {
  boxesOf,
  type Filled,
  filledIn,
  type Mistakes,
  noMistakes,
  prefilled,
  wrongDay,
} from '../people/filling.ts';
import { calendarPage } from './calendar-page.ts';

const seeing = { config: { power: 'people.see' } } as const;
const changing = { config: { power: 'people.change' } } as const;

/** `/schools/:school/calendar`: holidays and other days on which the school is shut. */
export const calendarPages: Routes = (app, site) => {
  const listed = (acting: Acting) => listClosedDays(site.store.db, acting.school.key, acting.day);

  app.get<InSchool>('/schools/:school/calendar', seeing, async (request, reply) => {
    const acting = actingIn(site, request);
    const filled = prefilled({ ...boxesOf('from', acting.day), ...boxesOf('to', acting.day) });
    return sendPage(reply, calendarPage(acting, await listed(acting), filled, noMistakes));
  });

  app.post<InSchool>('/schools/:school/calendar/closures', changing, async (request, reply) => {
    const acting = actingIn(site, request);
    const filled = filledIn(request.body);
    const mistakes = mistakesOf(filled);
    if (mistakes.size > 0)
      return sendPage(reply.code(422), calendarPage(acting, await listed(acting), filled, mistakes));
    const closing = {
      from: filled.day('from') as string,
      to: filled.day('to') as string,
      name: filled.text('name').slice(0, 80),
    };
    await site.store.transaction((tx) => closeSchool(tx, acting.act, closing));
    return reply.redirect(address.calendar(acting.school.key), 303);
  });

  app.post<InSchool>('/schools/:school/calendar/openings', changing, async (request, reply) => {
    const acting = actingIn(site, request);
    const day = filledIn(request.body).text('day');
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw notHere();
    await site.store.transaction((tx) => openSchool(tx, acting.act, day));
    return reply.redirect(address.calendar(acting.school.key), 303);
  });
};

const LONGEST_DAYS = 70;
const DAY_MS = 24 * 60 * 60 * 1000;

function mistakesOf(filled: Filled): Mistakes {
  const mistakes = new Map<string, string>();
  const [from, to] = [filled.day('from'), filled.day('to')];
  if (from === undefined || from === wrongDay) mistakes.set('from-day', 'Enter the first day');
  if (to === undefined || to === wrongDay) mistakes.set('to-day', 'Enter the last day');
  if (mistakes.size === 0) {
    const days = (Date.parse(to as string) - Date.parse(from as string)) / DAY_MS + 1;
    if (days < 1) mistakes.set('to-day', 'The last day is before the first');
    if (days > LONGEST_DAYS) mistakes.set('to-day', 'Enter ten weeks at most');
  }
  if (!filled.has('name')) mistakes.set('name', 'Enter what it is, like Half-term');
  return mistakes;
}
