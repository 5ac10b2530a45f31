import { type Kind, noteCheck } from '../../../registers/index.ts';
import { isId } from '../../../kernel/index.ts';
import { type Query, textIn } from '../../querying.ts';
import { type InSchool, type Routes, sendPage } from '../../site.ts';
import { filledIn } from '../people/filling.ts';
import { registers } from './addresses.ts';
import { checksPage, MOST_SHOWN } from './checks-page.ts';
import { checking, type Desk, type Looking, lookingAt, seeing } from './looking.ts';
import { doneBanner } from './wording.ts';

interface Listable extends InSchool {
  readonly Querystring: Query;
}

const WEEKS = 8;

/** `/schools/:school/registers/checks`: what falls due in all registers, by week, to be ticked off together. */
export const checksPages =
  (desk: Desk): Routes =>
  (app, site) => {
    app.get<Listable>('/schools/:school/registers/checks', seeing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const checked = looking.kinds.filter(({ checks }) => checks.length > 0);
      const kind = checked.find(({ id }) => id === textIn(request.query, 'kind'));
      const place = textIn(request.query, 'place');
      const kinds = (kind ? [kind] : checked).map(({ id }) => id);
      const until = daysAfter(looking.day, WEEKS * 7);
      const due = looking.shelf.findDue({ kinds, place, until });
      const places = looking.shelf.places(kinds);
      const banner = doneBanner(request.query);
      return sendPage(
        reply,
        checksPage(
          looking,
          { checked, kind, place, places, due: due.slice(0, MOST_SHOWN), count: due.length, until },
          banner,
        ),
      );
    });

    app.post<InSchool>('/schools/:school/registers/checks', checking, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const filled = filledIn(request.body);
      const passed = filled.text('result') === 'passed';
      const groups = groupsIn(looking, filled.all('due'));
      const isAnswered = passed || filled.text('result') === 'failed';
      if (!isAnswered || groups.length === 0)
        return reply.redirect(`${registers.checks(looking.school.key)}?done=nothing-checked`, 303);
      const note = filled.text('note').slice(0, 1000) || undefined;
      await site.store.transaction(async (tx) => {
        for (const { kind, check, items } of groups)
          await noteCheck(tx, looking.actOfPerson, kind, items, { check, passed, note });
      });
      const back = new URLSearchParams({ done: 'checked' });
      for (const name of ['kind', 'place']) if (filled.has(name)) back.set(name, filled.text(name));
      return reply.redirect(`${registers.checks(looking.school.key)}?${String(back)}`, 303);
    });
  };

interface Group {
  readonly kind: Kind;
  readonly check: string;
  readonly items: readonly string[];
}

/** What was ticked, as `register.check.item`, by register and check. What one may not check is left out. */
function groupsIn(looking: Looking, ticked: readonly string[]): Group[] {
  const parts = ticked.map((each) => each.split('.'));
  const sound = parts.filter(([, , item]) => item !== undefined && isId(item));
  const groups = Map.groupBy(sound, ([kind, check]) => `${kind}.${check}`);
  return [...groups.values()].flatMap((group) => {
    const [kindId, check = ''] = group[0] ?? [];
    const kind = looking.kinds.find(({ id }) => id === kindId);
    const isKnown = kind?.checks.some((plan) => plan.kind === check);
    if (!kind || !isKnown || !looking.may(kind, 'registers.check')) return [];
    return [{ kind, check, items: group.map(([, , item]) => item as string) }];
  });
}

/** The day so many days after another, YYYY-MM-DD. */
export const daysAfter = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
