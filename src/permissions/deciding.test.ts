import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testPack } from '../../test/support/site.ts';
import { testStores } from '../../test/support/store.ts';
import { publish } from '../editions/index.ts';
import { frozenClock, localDay } from '../kernel/index.ts';
import { addPerson, giveRole } from '../people/index.ts';
import { compile } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import { openRequest } from './asking.ts';
import { type Answer, decideRequest } from './deciding.ts';
import { readPermissions } from './held/records.ts';
import type { RequestPart } from './request.ts';

const school = 'hunwick';
const clock = frozenClock('2026-11-23T09:00:00Z');
const pack = testPack(school);
const policy = compile(pack, [], '2026-11-23');
const everybody = ['headteacher', 'dpo', 'it-manager'] as const;
type Role = (typeof everybody)[number];

const act = (by: string) => ({ school, at: clock.now(), by });
const part = (clause: string, roles: readonly Role[], mode: 'any' | 'all' = 'all'): RequestPart => ({
  clause,
  mode,
  roles,
  written: true,
});
/** Who answers, in this order, and up to which day they agree. */
type Answers = readonly (readonly [role: Role, clause: string, until: string | undefined])[];

const together = [part('three-agree', everybody)];
const ends: readonly (readonly [
  title: string,
  parts: readonly RequestPart[],
  asked: string | undefined,
  answers: Answers,
  until: string | undefined,
])[] = [
  [
    'nobody set an end: it is what was asked for',
    together,
    '2026-12-18',
    [
      ['headteacher', 'three-agree', undefined],
      ['dpo', 'three-agree', undefined],
      ['it-manager', 'three-agree', undefined],
    ],
    '2026-12-18',
  ],
  [
    'asked for without an end, and nobody set one: it goes on',
    together,
    undefined,
    [
      ['headteacher', 'three-agree', undefined],
      ['dpo', 'three-agree', undefined],
      ['it-manager', 'three-agree', undefined],
    ],
    undefined,
  ],
  [
    'the first to agree set an end, and the last did not',
    together,
    '2026-12-18',
    [
      ['headteacher', 'three-agree', '2026-12-01'],
      ['dpo', 'three-agree', undefined],
      ['it-manager', 'three-agree', undefined],
    ],
    '2026-12-01',
  ],
  [
    'asked for without an end, and one in the middle set one',
    together,
    undefined,
    [
      ['headteacher', 'three-agree', undefined],
      ['dpo', 'three-agree', '2027-03-31'],
      ['it-manager', 'three-agree', undefined],
    ],
    '2027-03-31',
  ],
  [
    'of three ends the earliest, whoever set it',
    together,
    '2026-12-18',
    [
      ['headteacher', 'three-agree', '2026-12-10'],
      ['dpo', 'three-agree', '2026-12-02'],
      ['it-manager', 'three-agree', '2026-12-15'],
    ],
    '2026-12-02',
  ],
  [
    'of any, the one who answers',
    [part('loans', everybody, 'any')],
    '2026-12-18',
    [['dpo', 'loans', '2026-12-04']],
    '2026-12-04',
  ],
  [
    'of several clauses, all end on the earliest',
    [part('loans', ['headteacher']), part('three-agree', ['dpo'])],
    '2026-12-18',
    [
      ['headteacher', 'loans', '2026-12-03'],
      ['dpo', 'three-agree', undefined],
    ],
    '2026-12-03',
  ],
];

for (const engine of testStores()) {
  describe(`answers to a request, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let asker: string;
    const cast = new Map<Role, string>();

    before(async () => {
      store = await engine.open();
      await publish(store, clock, pack);
      await store.transaction(async (tx) => {
        const add = (name: string) =>
          addPerson(tx, act('office'), { givenName: name, familyName: 'Example' });
        asker = await add('Asker');
        for (const role of everybody) {
          const personId = await add(role);
          await giveRole(tx, act('office'), { personId, role, since: '2026-09-01' });
          cast.set(role, personId);
        }
      });
    });
    after(() => store?.close());

    const ask = (parts: readonly RequestPart[], until: string | undefined) =>
      store.transaction((tx) =>
        openRequest(
          tx,
          act(asker),
          1,
          { parts, needs: [] },
          {
            personId: asker,
            act: 'take-equipment-off-site',
            facts: {},
            purpose: 'Marking at home',
            since: localDay(clock.now()),
            until,
          },
          {},
        ),
      );
    const answer = (answered: Omit<Answer, 'outcome'>, outcome: Answer['outcome'] = 'granted') =>
      store.transaction((tx) =>
        decideRequest(tx, act(cast.get(answered.role as Role) as string), policy, { ...answered, outcome }),
      );

    for (const [title, parts, asked, answers, until] of ends)
      it(`${title}: ${until ?? 'no end'}`, async () => {
        const { id: requestId } = await ask(parts, asked);
        for (const [role, clause, day] of answers)
          await answer({ requestId, clause, role, until: day, conditions: `As the ${role} says` });
        const permissions = await readPermissions(store.db, school, { requestId });
        assert.equal(permissions.length, parts.length);
        for (const permission of permissions) {
          assert.equal(permission.until, until);
          assert.deepEqual(
            permission.conditions?.split('\n').toSorted(),
            answers
              .filter(([, clause]) => clause === permission.clause)
              .map(([role]) => `As the ${role} says`)
              .toSorted(),
          );
        }
      });

    it('an agreement that ends before the first day is none', async () => {
      const { id: requestId } = await ask(together, undefined);
      await assert.rejects(answer({ requestId, clause: 'three-agree', role: 'dpo', until: '2026-11-22' }), {
        code: 'REQUEST_INCOMPLETE',
      });
    });

    it('the day of a refusal counts for nothing', async () => {
      const { id: requestId } = await ask(together, undefined);
      const refusal = { requestId, clause: 'three-agree', role: 'dpo', until: '2026-12-01', reason: 'No' };
      const { request } = await answer(refusal, 'refused');
      assert.deepEqual(
        request.decisions.map(({ until }) => until),
        [undefined],
      );
    });
  });
}
