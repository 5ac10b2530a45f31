import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { testPack } from '../../../test/support/site.ts';
import { testStores } from '../../../test/support/store.ts';
import { publish } from '../../editions/index.ts';
import { frozenClock } from '../../kernel/index.ts';
import { addPerson, giveRole } from '../../people/index.ts';
import { compile, type FactValue } from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';
import { openRequest } from '../asking.ts';
import { decideRequest } from '../deciding.ts';
import type { RequestNeed } from '../request.ts';
import { approveAssessment, saveAssessment } from './assessing.ts';
import { assessmentForms } from './forms.ts';
import { raiseForGranted } from './causing-reviews.ts';
import { readReviews } from './records.ts';
import { settleReview } from './reviewing.ts';

const law = testPack('law-england');
const clock = frozenClock('2026-11-23T09:00:00Z');
const TODAY = '2026-11-23';
const policyOf = (key: string, hasLaw = true) => compile(testPack(key), hasLaw ? [law] : [], TODAY);
const facts = { purpose: 'teaching-and-learning' };

const rows: readonly (readonly [
  title: string,
  policy: ReturnType<typeof policyOf>,
  act: string,
  facts: Readonly<Record<string, FactValue>>,
  raised: readonly string[],
])[] = [
  [
    'an AI tool of which nobody said that it is not new',
    policyOf('london-primary'),
    'use-ai',
    facts,
    ['ai-tool'],
  ],
  ['a new AI tool', policyOf('london-primary'), 'use-ai', { ...facts, 'new-tool': true }, ['ai-tool']],
  ['a narrower act', policyOf('london-primary'), 'skip-ai-assessment', facts, ['ai-tool']],
  [
    'an AI tool that the school has',
    policyOf('london-primary'),
    'use-ai',
    { ...facts, 'new-tool': false },
    [],
  ],
  [
    'a tool, where neither policy nor law has anything reviewed for it',
    policyOf('london-primary', false),
    'use-ai',
    facts,
    [],
  ],
  ['a website opened in the filter', policyOf('st-michaels'), 'request-unblock', {}, ['filter-change']],
  ['an exemption from the filter', policyOf('hunwick'), 'bypass-filter', {}, ['filter-change']],
  ['a laptop taken home', policyOf('hunwick'), 'take-equipment-off-site', {}, []],
];

for (const engine of testStores()) {
  describe(`reviews that are brought forward, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let school: string;
    let cases = 0;
    const act = (by = 'office') => ({ school, at: clock.now(), by });
    const raise = (
      policy: ReturnType<typeof policyOf>,
      name: string,
      known = {},
      needs: readonly RequestNeed[] = [],
    ) =>
      store.transaction((tx) =>
        raiseForGranted(tx, act(), policy, { act: name, thing: undefined, facts: known, needs }),
      );
    const causes = async () => (await readReviews(store.db, school)).map(({ cause }) => cause);

    before(async () => {
      store = await engine.open();
    });
    after(() => store?.close());
    beforeEach(async () => {
      cases += 1;
      school = `review-${cases}`;
      await publish(store, clock, { ...testPack('london-primary'), key: school });
    });

    for (const [title, policy, name, known, raised] of rows)
      it(`${title}: ${raised.join(', ') || 'none'}`, async () => {
        await raise(policy, name, known);
        assert.deepEqual(await causes(), raised);
      });

    it('one is open for each subject; once it is settled, the next agreement brings another', async () => {
      const policy = policyOf('london-primary');
      await raise(policy, 'use-ai');
      await raise(policy, 'use-ai');
      const [open, ...more] = await readReviews(store.db, school);
      assert.ok(open);
      assert.equal(more.length, 0);
      await store.transaction((tx) => settleReview(tx, act(), open.id, 'Nothing to change'));
      await raise(policy, 'use-ai');
      assert.equal((await causes()).length, 2);
    });

    it('a tool whose approved assessment is attached to what is agreed to brings one review forward', async () => {
      const policy = policyOf('london-primary');
      const answers = assessmentForms.ai.questions.map(({ id, choices }) => [
        id,
        choices?.[0]?.value ?? 'Said in full',
      ]);
      const approved = await store.transaction(async (tx) => {
        const add = (givenName: string) => addPerson(tx, act(), { givenName, familyName: 'Example' });
        const [writer, head] = [await add('Writer'), await add('Head')];
        await giveRole(tx, act(), { personId: head, role: 'headteacher', since: '2026-09-01' });
        const draft = { kind: 'ai', title: 'Rhyme machine', answers: Object.fromEntries(answers) } as const;
        const { id, edition } = await saveAssessment(tx, act(writer), draft);
        await approveAssessment(tx, act(head), policy, { id, edition, reviewOn: '2027-09-01' });
        return id;
      });
      const need = { need: 'risk-assessed', shownBy: 'assessment', reference: approved } as const;
      await raise(policy, 'use-ai', facts, [need]);
      assert.deepEqual(
        (await readReviews(store.db, school)).map(({ subject }) => subject),
        ['Rhyme machine'],
      );
    });

    it('the last answer to a request brings it forward, and no answer before', async () => {
      const policy = compile({ ...testPack('london-primary'), key: school }, [law], TODAY);
      const people = await store.transaction(async (tx) => {
        const add = (givenName: string) => addPerson(tx, act(), { givenName, familyName: 'Example' });
        const [asker, head, dpo] = [await add('Asker'), await add('Head'), await add('Officer')];
        await giveRole(tx, act(), { personId: head, role: 'headteacher', since: '2026-09-01' });
        await giveRole(tx, act(), { personId: dpo, role: 'dpo', since: '2026-09-01' });
        return { asker, headteacher: head, dpo };
      });
      const part = {
        clause: 'ai-permission',
        mode: 'all',
        roles: ['headteacher', 'dpo'],
        written: true,
      } as const;
      const request = await store.transaction((tx) =>
        openRequest(
          tx,
          act(people.asker),
          1,
          { parts: [part], needs: [] },
          { personId: people.asker, act: 'use-ai', facts, purpose: 'Poems', since: TODAY },
          {},
        ),
      );
      const raised: number[] = [];
      for (const role of part.roles) {
        await store.transaction((tx) =>
          decideRequest(tx, act(people[role]), policy, {
            requestId: request.id,
            clause: part.clause,
            role,
            outcome: 'granted',
          }),
        );
        raised.push((await causes()).length);
      }
      assert.deepEqual(raised, [0, 1]);
    });
  });
}
