import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { publish } from '../../src/editions/index.ts';
import { frozenClock, localDay, newId } from '../../src/kernel/index.ts';
import { addPerson, giveRole } from '../../src/people/index.ts';
import {
  approversOf,
  asHeld,
  decideRequest,
  demandOf,
  openRequest,
  readHolders,
  type Request,
  rolesToAnswerAs,
  standingOf,
} from '../../src/permissions/index.ts';
import {
  clausesOf,
  compile,
  decide,
  type Case,
  type Clause,
  type FactValue,
  type Policy,
  type Question,
} from '../../src/policy/index.ts';
import type { Store } from '../../src/store/index.ts';
import { testLibrary } from '../support/site.ts';
import { testStores } from '../support/store.ts';

/*
 * Every case of the packs in which somebody must be asked is walked to its end: asked, the right people and nobody else
 * can answer, any and all respected, granted, the verdict turns to yes, lapses, and turns back.
 */

const clock = frozenClock('2026-11-23T09:00:00Z');
const TODAY = localDay(clock.now());
const LAST_DAY = '2026-12-18';
const AFTER = '2026-12-19';
const library = testLibrary();
const schools = [...library.packs.values()].filter((pack) => !pack.isLaw);

/** Clauses that demand agreement and that no case reaches, with why. */
const neverAsked: Readonly<Record<string, readonly string[]>> = {};

const isDemanding = (clause: Clause): boolean =>
  clause.from !== undefined &&
  ['forbid', 'allow', 'exempt'].includes(clause.verb) &&
  clause.strength !== 'advised';

/** A question that a clause is made for: its own act, thing and circumstances. */
function caseFor(policy: Policy, clause: Clause): Pick<Case, 'id' | 'ask' | 'question'> | undefined {
  const facts = Object.fromEntries(
    [...(clause.when?.[0] ?? []), ...(clause.provided?.[0] ?? [])]
      .filter(({ negated, values }) => !negated && values.length > 0)
      .map(({ fact, values }) => [fact, values[0] as FactValue]),
  );
  for (const { fact, values } of clause.unless?.[0] ?? []) if (values[0] === true) facts[fact] = false;
  const things = clause.of.length > 0 ? clause.of : [undefined];
  const whom = clause.who.includes('everyone') || clause.who.length === 0 ? ['staff'] : clause.who;
  for (const act of clause.targets)
    for (const thing of things)
      for (const who of whom) {
        const question: Question = {
          mode: 'may',
          as: [who],
          act,
          ...(thing && { thing }),
          facts,
          permissions: [],
        };
        if (demands(policy, question).some((part) => part.clause === clause.id))
          return { id: clause.id, ask: `what ${clause.number} is made for`, question };
      }
  return undefined;
}

const demands = (policy: Policy, question: Question) => {
  if (question.mode !== 'may' || question.act === undefined || question.permissions.length > 0) return [];
  const { verdict } = decide(policy, question);
  return verdict === 'ask' || verdict === 'no' ? demandOf(policy, question, verdict === 'no').parts : [];
};

/** Every role that a clause may ask, or that stands behind one. */
function officesOf(policy: Policy): string[] {
  const asked = clausesOf(policy.pack).flatMap((clause) => clause.from?.roles ?? []);
  return [
    ...new Set([
      ...asked,
      ...policy.pack.roles.keys(),
      'headteacher',
      'business-manager',
      'chair-of-governors',
    ]),
  ].filter((role) => !['staff', 'pupil', 'parent', 'visitor', 'teacher', 'school', 'police'].includes(role));
}

const [engine] = testStores();

for (const pack of schools) {
  describe(`permissions at ${pack.key}`, () => {
    let store: Store;
    const policy = compile(
      pack,
      pack.layers.flatMap((name) => library.packs.get(name) ?? []),
      TODAY,
    );
    const told = pack.cases.filter(({ question }) => demands(policy, question).length > 0);
    const walked = new Set(
      told.flatMap(({ question }) => demands(policy, question).map(({ clause }) => clause)),
    );
    const cases = [
      ...told,
      ...clausesOf(pack)
        .filter((clause) => isDemanding(clause) && !walked.has(clause.id))
        .flatMap((clause) => caseFor(policy, clause) ?? []),
    ];
    let cast: ReadonlyMap<string, readonly string[]>;
    let asker: string;
    let stranger: string;

    before(async () => {
      store = (await engine?.open()) as Store;
      await publish(store, clock, pack);
      const act = { school: pack.key, at: clock.now() };
      await store.transaction(async (tx) => {
        const add = (name: string) => addPerson(tx, act, { givenName: name, familyName: 'Example' });
        asker = await add('Asker');
        stranger = await add('Stranger');
        await giveRole(tx, act, { personId: stranger, role: 'teacher', since: '2026-09-01' });
        const held = new Map<string, string[]>();
        for (const role of officesOf(policy)) {
          const two = [await add(`${role} one`), await add(`${role} two`)];
          for (const personId of two) await giveRole(tx, act, { personId, role, since: '2026-09-01' });
          held.set(role, two);
        }
        cast = held;
      });
    });
    after(() => store?.close());

    it('has cases in which somebody must be asked', () => assert.ok(cases.length >= 3, `${cases.length}`));

    it('every clause that demands somebody’s agreement is walked', () => {
      const reached = new Set(
        cases.flatMap(({ question }) => demands(policy, question).map(({ clause }) => clause)),
      );
      const demanding = clausesOf(pack).filter(isDemanding);
      const left = demanding.filter(({ id }) => !reached.has(id)).map(({ id }) => id);
      assert.deepEqual(left, neverAsked[pack.key] ?? []);
    });

    for (const one of cases) {
      it(`${one.id}: ${one.ask}`, async () => {
        const isExemption = decide(policy, one.question).verdict === 'no';
        const demand = demandOf(policy, one.question, isExemption);
        const request = await ask(one, demand, isExemption);
        await refuseOthers(request);
        const holders = await readHolders(store.db, pack.key, TODAY);
        for (const part of request.parts) {
          const approvers = approversOf(part, asker, holders, policy);
          assert.ok(
            approvers.every(({ how }) => how !== 'nobody'),
            `${part.clause} has somebody for each role`,
          );
          const needed = part.mode === 'all' ? approvers : approvers.slice(0, 1);
          for (const [index, { role, personIds }] of needed.entries()) {
            assert.notEqual(await verdictOn(one.question, TODAY), 'yes', 'not before the last answer');
            const personId = personIds[index % personIds.length] as string;
            assert.ok(rolesToAnswerAs(approvers, personId).includes(role));
            await answer(request, part.clause, role, personId);
          }
        }
        const granted = await verdictOn(one.question, TODAY);
        assert.notEqual(granted, 'ask', 'nobody is left to be asked');
        assert.notEqual(granted, 'no', 'what was granted is allowed');
        assert.equal(await verdictOn(one.question, LAST_DAY), granted, 'on its last day as well');
        const unsaid = Object.entries(one.question.facts).filter(([fact]) => !demand.needs.includes(fact));
        const without = { ...one.question, facts: Object.fromEntries(unsaid) };
        assert.equal(await verdictOn(without, TODAY), granted, 'what was shown is not asked again');
        const before = decide(policy, one.question).verdict;
        assert.equal(await verdictOn(one.question, AFTER), before, 'the day after, as before');
        await forget();
      });
    }

    const ask = (
      one: Pick<Case, 'ask' | 'question'>,
      demand: ReturnType<typeof demandOf>,
      isExemption: boolean,
    ): Promise<Request> =>
      store.transaction((tx) =>
        openRequest(
          tx,
          { school: pack.key, at: clock.now(), by: asker },
          1,
          demand,
          {
            personId: asker,
            act: one.question.act as string,
            thing: one.question.thing,
            facts: one.question.facts,
            purpose: one.ask,
            since: TODAY,
            until: LAST_DAY,
            isExemption,
          },
          Object.fromEntries(
            demand.needs.map((need) => [need, { shownBy: 'asker' as const, reference: undefined }]),
          ),
        ),
      );

    const answer = (request: Request, clause: string, role: string, by: string) =>
      store.transaction((tx) =>
        decideRequest(tx, { school: pack.key, at: clock.now(), by }, policy, {
          requestId: request.id,
          clause,
          role,
          outcome: 'granted',
        }),
      );

    /** The asker, somebody of no office, somebody unknown, and every office that no part names. */
    async function refuseOthers(request: Request): Promise<void> {
      const holders = await readHolders(store.db, pack.key, TODAY);
      for (const part of request.parts) {
        const may = new Set(approversOf(part, asker, holders, policy).flatMap(({ personIds }) => personIds));
        const others = [...cast.values()].flatMap(([first]) => first ?? []).filter((id) => !may.has(id));
        for (const by of [asker, ...(may.has(stranger) ? [] : [stranger]), newId(), ...others])
          for (const role of part.roles.length > 0 ? part.roles : ['school'])
            await assert.rejects(answer(request, part.clause, role, by), { code: 'DECISION_NOT_YOURS' });
      }
    }

    async function verdictOn(question: Question, day: string): Promise<string> {
      return decide(policy, asHeld(policy, question, await standingOf(store.db, pack.key, asker, day)))
        .verdict;
    }

    /** The next case begins with somebody who holds nothing. */
    async function forget(): Promise<void> {
      asker = await store.transaction((tx) =>
        addPerson(tx, { school: pack.key, at: clock.now() }, { givenName: 'Asker', familyName: 'Example' }),
      );
    }
  });
}
