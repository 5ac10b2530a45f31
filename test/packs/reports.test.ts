import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { frozenClock } from '../../src/kernel/index.ts';
import { enterAbsence } from '../../src/permissions/index.ts';
import { type Clause, compile, type FactValue, type Policy } from '../../src/policy/index.ts';
import {
  acknowledge,
  kindOf,
  readClocksOf,
  readReportKinds,
  readReports,
  type Report,
  reportsHeard,
  routingOf,
} from '../../src/reports/index.ts';
import type { Store } from '../../src/store/index.ts';
import {
  type Circumstances,
  countReportClauses,
  expectedHearers,
  expectedRoutes,
  type ExpectedRoute,
  type Player,
  reportClauses,
  rolesOfPolicy,
  type Tale,
} from '../support/expected-hearers.ts';
import { openReportingSchool, type ReportingSchool } from '../support/reporting-school.ts';
import { testLibrary } from '../support/site.ts';
import { testStores } from '../support/store.ts';

/*
 * Every clause that sends something to somebody is walked: told by each kind of person whom it binds, it reaches whom it
 * names and nobody else, in time; about one of them it reaches those above; with one of them away, whoever stands in.
 */

const AT = '2026-11-23T09:00:00Z';
const TODAY = '2026-11-23';
const library = testLibrary();
const kinds = readReportKinds();
const schools = [...library.packs.values()].filter((pack) => !pack.isLaw);

/** Where the same is walked on PostgreSQL as well. */
const ON_BOTH = 'st-michaels';

const HOUR_MS = 3_600_000;

/** By when a clause wants it heard; `immediately` is the moment itself, and a word without a number has no end. */
const dueAfterMs: Readonly<Record<string, number | undefined>> = {
  immediately: 0,
  'as-soon-as-possible': undefined,
};

interface Walk extends Tale {
  readonly title: string;
  /** The clause that it is made for speaks, may speak, or does not. */
  readonly clause: string;
  readonly isSaid: 'yes' | 'open' | 'no';
}

/** Which rules of the document stand behind a clause. */
function rulesBehind(pack: string): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(new URL(`../../packs/${pack}/trace.yaml`, import.meta.url), 'utf8');
  const rules = new Map<string, string[]>();
  for (const [rule, to] of Object.entries(parse(text) as Record<string, unknown>))
    for (const clause of [to].flat().filter((each) => typeof each === 'string'))
      rules.set(clause, [...(rules.get(clause) ?? []), rule]);
  return rules;
}

/** Each clause as each kind of person whom it binds would tell it; by the first also with nothing said, and otherwise. */
function walksOf(policy: Policy): Walk[] {
  const rules = rulesBehind(policy.pack.key);
  return reportClauses(policy).flatMap((clause) =>
    clause.targets.flatMap((event) =>
      tellersOf(policy, clause).flatMap((as, index) =>
        factsFor(policy, clause, index === 0).map(({ facts, isSaid }) => ({
          title: [
            `${(rules.get(clause.id) ?? ['the law']).join(', ')} (${clause.id}): ${event} told by a ${as}`,
            ...Object.entries(facts).map(([fact, value]) => `${fact} ${String(value)}`),
            ...(clause.when && Object.keys(facts).length === 0 ? ['nobody says more'] : []),
          ].join(', '),
          event,
          as,
          facts,
          told: kindOf(kinds, event).told,
          clause: clause.id,
          isSaid,
        })),
      ),
    ),
  );
}

function tellersOf(policy: Policy, clause: Clause): readonly string[] {
  const treated = [...policy.pack.roles.values()].filter((role) =>
    role.treatedAs.some((each) => each.role === 'school'),
  );
  return [
    ...new Set(
      clause.who.flatMap((who) => {
        if (who === 'everyone') return ['staff', 'pupil', 'parent', 'visitor', 'public'];
        return who === 'school' ? treated.map(({ id }) => id) : [who];
      }),
    ),
  ];
}

function factsFor(
  policy: Policy,
  clause: Clause,
  isOtherwiseToo: boolean,
): { facts: Record<string, FactValue>; isSaid: Walk['isSaid'] }[] {
  if (!clause.when) return [{ facts: {}, isSaid: 'yes' }];
  const so = clause.when.map((tests) => ({
    facts: Object.fromEntries(tests.map(({ fact, values }) => [fact, values[0] as FactValue])),
    isSaid: 'yes' as const,
  }));
  if (!isOtherwiseToo) return so;
  const [test] = clause.when[0] ?? [];
  const other = test && otherValue(policy, test.fact, test.values);
  return [
    ...so,
    { facts: {}, isSaid: isPresumed(policy, clause) ? 'no' : 'open' },
    ...(test && other !== undefined && clause.when.length === 1
      ? [{ facts: { [test.fact]: other }, isSaid: 'no' as const }]
      : []),
  ];
}

/** Whether what the clause waits for is taken not to be so until somebody says it. */
const isPresumed = (policy: Policy, { when = [], presume }: Clause): boolean =>
  when.every((tests) =>
    tests.some(({ fact }) => (presume[fact] ?? policy.vocabulary.facts.find(fact)?.usual) !== undefined),
  );

function otherValue(policy: Policy, name: string, values: readonly FactValue[]): FactValue | undefined {
  const fact = policy.vocabulary.facts.find(name);
  if (fact?.type === 'boolean') return values[0] !== true;
  const fits = (id: string) => values.some((value) => fact?.values.is(id, String(value)));
  return fact?.values
    .all()
    .map(({ id }) => id)
    .find((id) => !fact.values.narrower(id).some(fits) && !fits(id));
}

/** Where something goes, as a name. */
const wayOf = (routes: readonly ExpectedRoute[]): string =>
  routes
    .map(({ clause, mode, roles }) => `${clause} ${mode} ${roles.join(' ')}`)
    .toSorted()
    .join('; ');

for (const engine of testStores())
  for (const pack of schools.filter(({ key }) => engine.name === 'embedded' || key === ON_BOTH))
    describe(`what is told at ${pack.key}, ${engine.name}`, { skip: engine.skip }, () => {
      const policy = compile(
        pack,
        pack.layers.flatMap((name) => library.packs.get(name) ?? []),
        TODAY,
      );
      const walks = walksOf(policy);
      const routes = new Map(walks.map((walk) => [walk, expectedRoutes(policy, walk)]));
      const routesOf = (walk: Walk): readonly ExpectedRoute[] => routes.get(walk) ?? [];
      const ways = new Map(walks.map((walk) => [walk, wayOf(routesOf(walk))]));
      /** The first that goes a way stands for all: what is about somebody, or is heard, is the same for each. */
      const firstOf = new Map(walks.toReversed().map((walk) => [ways.get(walk), walk]));
      const standIn = (walk: Walk): Walk => firstOf.get(ways.get(walk)) as Walk;
      let store: Store;
      let school: ReportingSchool;
      let cast: readonly Player[];
      /** Ids of the reports by walk; of those about somebody by whom. */
      const plain = new Map<Walk, string>();
      const about = new Map<Walk, Map<string, string>>();
      /** Who hears which of them: today, and on the day on which somebody is away. */
      let heard: ReadonlyMap<string, ReadonlySet<string>>;
      const heardWhileAway = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();
      let heardWithoutHead: ReadonlyMap<string, ReadonlySet<string>>;

      before(async () => {
        store = await engine.open();
        school = await openReportingSchool(store, frozenClock(AT), pack);
        cast = await enterCast();
        for (const walk of walks) await fileWalk(walk);
        heard = await hearings(TODAY);
        for (const [index, away] of recipients().entries()) {
          const day = `2027-02-${String(index + 1).padStart(2, '0')}`;
          await goesAway(away, day);
          heardWhileAway.set(away, await hearings(day, [...firstOf.values()].map(idOf)));
        }
        await goesAway(holder('headteacher'), '2027-03-01');
        heardWithoutHead = await hearings(
          '2027-03-01',
          [...about.values()].flatMap((each) => [...each.values()]),
        );
      });
      after(() => store?.close());

      it('every clause that sends something on is walked', () => {
        assert.equal(reportClauses(policy).length, countReportClauses(policy));
        const said = new Set(walks.flatMap(({ clause, isSaid }) => (isSaid === 'yes' ? [clause] : [])));
        const left = reportClauses(policy).filter(({ id }) => !said.has(id));
        assert.deepEqual(left, []);
      });

      for (const walk of walks) {
        it(`${walk.title}: reaches whom the clauses name, and nobody else`, async () => {
          const routes = routesOf(walk);
          assert.equal(
            routes.some(({ clause }) => clause === walk.clause),
            walk.isSaid !== 'no',
            'the clause itself',
          );
          const expected = listening(routes);
          assert.ok(expected.length > 0, 'somebody hears it');
          assert.deepEqual(names(hearersOf(walk)), names(expected));
          assert.deepEqual(shown(await reportOf(walk)), routes.map(asKept).filter(isKept).toSorted(byClause));
          await runsInTime(walk);
        });

        it(`${walk.title}: those outside are named to the teller, and hear nothing`, () => {
          const { routes } = routingOf(policy, { ...walk, as: [walk.as] });
          const expected = outside(routesOf(walk));
          assert.deepEqual(outside(routes), expected);
          for (const player of cast.filter(({ role }) => expected.includes(role)))
            assert.ok(!hearersOf(walk).includes(player.id), player.role);
        });

        it(`${walk.title}: about one who would hear it, it goes up and never to them`, () => {
          for (const [person, id] of about.get(standIn(walk)) ?? []) {
            const expected = listening(routesOf(walk), { about: person });
            assert.ok(expected.length > 0, `somebody hears what is about ${nameOf(person)}`);
            assert.ok(!expected.includes(person));
            assert.deepEqual(names(heard.get(id) ?? []), names(expected), `about ${nameOf(person)}`);
          }
        });

        // Where "the school" is told, the head is one of several who are: nobody is above them all.
        if (!routesOf(walk).some(({ roles }) => roles.includes('school')))
          it(`${walk.title}: about one of them while the head is away, it goes to whoever stands in above`, () => {
            const away = holder('headteacher');
            for (const [person, id] of about.get(standIn(walk)) ?? []) {
              const expected = listening(routesOf(walk), { about: person, away });
              assert.ok(expected.length > 0 && !expected.includes(person));
              assert.deepEqual(names(heardWithoutHead.get(id) ?? []), names(expected), nameOf(person));
            }
          });

        it(`${walk.title}: with one of them away, whoever stands in hears it`, () => {
          for (const away of listening(routesOf(walk))) {
            const expected = listening(routesOf(walk), { away });
            const now = heardWhileAway.get(away)?.get(idOf(standIn(walk))) ?? [];
            assert.deepEqual(names(now), names(expected), `without ${nameOf(away)}`);
          }
        });

        it(`${walk.title}: it is heard when one of any has said so, and each of all`, () =>
          acknowledging(walk));
      }

      it('what is about the head reaches the chair of governors, whoever deputises for the head', async () => {
        const head = holder('headteacher');
        for (const walk of walks) {
          const routes = routesOf(walk);
          if (!routes.some(({ roles }) => roles.includes('headteacher'))) continue;
          const hearing = [...(heard.get(about.get(standIn(walk))?.get(head) as string) ?? [])];
          assert.ok(hearing.includes(holder('chair-of-governors')), walk.title);
          assert.ok(!hearing.includes(head), walk.title);
        }
      });

      /** For every role one who holds it and one who deputises. */
      async function enterCast(): Promise<Player[]> {
        const players: Player[] = [];
        for (const role of rolesOfPolicy(policy)) {
          const { id } = await school.add(`Holder ${role}`, role);
          players.push({ id, role, deputises: false });
          const deputy = await school.addDeputy(`Deputy ${role}`, role);
          players.push({ id: deputy.id, role, deputises: true });
        }
        return players;
      }

      const holder = (role: string): string =>
        cast.find((player) => player.role === role && !player.deputises)?.id ?? '';

      async function fileWalk(walk: Walk): Promise<void> {
        const tell = async (whom: readonly string[]) =>
          (
            await school.tell({
              event: walk.event,
              as: [walk.as],
              facts: walk.facts,
              about: whom,
              toldBy: holder(walk.as) || undefined,
            })
          ).id;
        plain.set(walk, await tell([]));
        if (standIn(walk) !== walk) return;
        const each = new Map<string, string>();
        for (const person of listening(routesOf(walk))) each.set(person, await tell([person]));
        about.set(walk, each);
      }

      const goesAway = (personId: string, day: string): Promise<string> =>
        store.transaction((tx) =>
          enterAbsence(
            tx,
            { school: pack.key, at: school.clock.now() },
            { personId, since: day, until: day },
          ),
        );

      /** Everybody who has to hear it. */
      const listening = (routes: readonly ExpectedRoute[], circumstances: Circumstances = {}): string[] => [
        ...new Set(
          routes
            .flatMap(({ roles }) => roles)
            .flatMap((role) => expectedHearers(policy, cast, role, circumstances)),
        ),
      ];

      const recipients = (): string[] => [...new Set(walks.flatMap((walk) => listening(routesOf(walk))))];

      /** Who hears each of the reports on a day, as the room says when each of the school looks. */
      async function hearings(
        day: string,
        ids?: readonly string[],
      ): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
        const hearing = new Map<string, Set<string>>();
        for (const { id: personId, role } of cast) {
          const reports = await reportsHeard(
            store.db,
            { school: pack.key, policy, day, listener: { personId, roles: [role] } },
            ids ? { ids } : {},
          );
          for (const { id } of reports) hearing.set(id, (hearing.get(id) ?? new Set()).add(personId));
        }
        return hearing;
      }

      const idOf = (walk: Walk): string => plain.get(walk) ?? '';

      const hearersOf = (walk: Walk): string[] => [...(heard.get(idOf(walk)) ?? [])];

      function nameOf(id: string): string {
        const player = cast.find((each) => each.id === id);
        return `${player?.deputises ? 'deputy ' : ''}${player?.role ?? id}`;
      }

      const names = (ids: Iterable<string>): string[] => [...ids].map(nameOf).toSorted();

      const reportOf = async (walk: Walk): Promise<Report> =>
        (await readReports(store.db, pack.key, { ids: [idOf(walk)] }))[0] as Report;

      /** The times of the law that its kind sets running. */
      async function runsInTime(walk: Walk): Promise<void> {
        const id = idOf(walk);
        const kind = kindOf(school.reporting.kinds, walk.event);
        const bound = kind.clocks.filter(
          ({ unless }) => !Object.entries(unless).some(([fact, value]) => walk.facts[fact] === value),
        );
        const running = (await readClocksOf(store.db, pack.key, [id])).get(id) ?? [];
        assert.deepEqual(
          running.map(({ clock }) => clock).toSorted(),
          bound.map(({ clock }) => clock).toSorted(),
        );
        for (const { clock, startedAt, dueAt } of running) {
          assert.equal(startedAt.toISOString(), new Date(AT).toISOString());
          const known = school.reporting.clocks.find((each) => each.id === clock);
          if (known?.unit === 'hours')
            assert.equal(dueAt?.getTime(), Date.parse(AT) + known.length * HOUR_MS, clock);
        }
      }

      /** One after the other says that they have heard it. */
      async function acknowledging(walk: Walk): Promise<void> {
        const id = idOf(walk);
        const routes = routesOf(walk).filter(isKept);
        const said = new Set<string>();
        const rolesSaid = (role: string) =>
          expectedHearers(policy, cast, role).some((personId) => said.has(personId));
        const isHeard = () =>
          routes.every(({ mode, roles }) =>
            mode === 'all' ? roles.every(rolesSaid) : roles.some(rolesSaid),
          );
        for (const personId of listening(routes)) {
          const role = cast.find((player) => player.id === personId)?.role as string;
          assert.equal((await reportOf(walk)).acknowledgedAt !== undefined, isHeard(), 'not before');
          await store.transaction((tx) => acknowledge(tx, school.as({ id: personId, roles: [role] }), id));
          said.add(personId);
          assert.equal((await reportOf(walk)).acknowledgedAt !== undefined, isHeard(), nameOf(personId));
        }
        assert.ok(isHeard(), 'when everybody has, it is heard');
      }
    });

const outside = (routes: readonly { readonly outside: readonly string[] }[]): string[] =>
  [...new Set(routes.flatMap((route) => route.outside))].toSorted();

/** A route as it is kept and compared. */
interface KeptRoute {
  readonly clause: string | undefined;
  readonly mode: string;
  readonly roles: readonly string[];
  readonly dueAt: string | undefined;
}

const shown = ({ routes }: Report): KeptRoute[] =>
  routes
    .map(({ clause, mode, roles, dueAt }) => ({ clause, mode, roles, dueAt: dueAt?.toISOString() }))
    .toSorted(byClause);

function asKept({ clause, mode, roles, within }: ExpectedRoute): KeptRoute {
  if (within !== undefined) assert.ok(within in dueAfterMs, `${clause}: within ${within} is expected`);
  const after = within === undefined ? undefined : dueAfterMs[within];
  return {
    clause,
    mode,
    roles,
    dueAt: after === undefined ? undefined : new Date(Date.parse(AT) + after).toISOString(),
  };
}

const isKept = ({ roles }: { readonly roles: readonly string[] }): boolean => roles.length > 0;

const byClause = (one: KeptRoute, other: KeptRoute): number =>
  (one.clause ?? '') < (other.clause ?? '') ? -1 : 1;
