import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  openReportingSchool,
  type ReportingSchool,
  type Somebody,
} from '../../../test/support/reporting-school.ts';
import { testLibrary, testPack } from '../../../test/support/site.ts';
import { testStores } from '../../../test/support/store.ts';
import { frozenClock, newId } from '../../kernel/index.ts';
import type { Holder } from '../../permissions/index.ts';
import { compile, type Policy } from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';
import {
  add,
  close,
  decideMeasure,
  foundIn,
  liftMeasure,
  type MeasureDraft,
  measureDeciders,
  measuresFor,
  measuresOf,
  measureState,
  readEntries,
  suspensionDeciders,
  wordsOwed,
} from '../index.ts';

const policyOf = (name: string): Policy => {
  const pack = testPack(name);
  return compile(
    pack,
    pack.layers.flatMap((layer) => testLibrary().packs.get(layer) ?? []),
  );
};

const clausesFor = (school: string, role: string, acts: readonly string[] = []) =>
  measuresFor(policyOf(school), [role], acts).map(({ clause }) => clause.id);

const holder = (personId: string, role: string, deputises = false): Holder => ({
  personId,
  role,
  deputises,
  isAway: false,
});

const by = (mode: 'any' | 'all', ...roles: string[]) => ({ by: { mode, roles } });

const draft = (who: Somebody, more: Partial<MeasureDraft> = {}): MeasureDraft => ({
  personId: who.id,
  clause: 'sanction-lose-access',
  measure: 'access to school technology is withdrawn',
  reason: 'It happened three times.',
  since: '2026-11-23',
  until: '2026-12-18',
  ...more,
});

describe('what a policy provides', () => {
  const ladders: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
    [
      'cambridge-steiner',
      'teacher',
      [],
      ['pay-for-software-damage', 'gross-misconduct', 'breach-may-be-disciplined'],
    ],
    ['cambridge-steiner', 'teacher', ['gamble-online'], ['gross-misconduct', 'breach-may-be-disciplined']],
    [
      'cambridge-steiner',
      'teacher',
      ['install-software'],
      ['pay-for-software-damage', 'breach-may-be-disciplined'],
    ],
    ['cambridge-steiner', 'teacher', ['leave-computer-unlocked'], ['breach-may-be-disciplined']],
    ['hunwick', 'teacher', ['damage-reputation'], ['unsuitable-posts', 'deliberate-abuse']],
    ['hunwick', 'pupil', [], []],
    ['london-primary', 'teacher', [], ['code-of-conduct']],
    ['london-primary', 'pupil', [], []],
    [
      'cpps',
      'teacher',
      ['share-password'],
      ['discipline-for-giving-out', 'breach-may-bring-proceedings', 'agree-consequences'],
    ],
    ['cpps', 'parent', ['share-password'], ['access-lost-for-giving-out', 'breach-may-bring-proceedings']],
    ['cpps', 'pupil', ['cyberbully'], ['breach-may-bring-proceedings']],
    [
      'st-michaels',
      'parent',
      ['share-password'],
      [
        'password-told-access',
        'any-breach',
        'sanction-lose-access',
        'password-told-discipline',
        'breach-routes',
        'listed-misuse',
      ],
    ],
    [
      'st-michaels',
      'pupil',
      ['cyberbully'],
      ['pupils-sanctioned-anywhere', 'breach-routes', 'any-breach', 'listed-misuse', 'sanction-lose-access'],
    ],
  ];
  for (const [school, role, acts, clauses] of ladders)
    it(`${school}, a ${role} who ${acts.join(' and ') || 'did something'}: ${clauses.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(clausesFor(school, role, acts), clauses);
    });

  it('what names the act stands before what is for any breach', () => {
    for (const pack of testLibrary().packs.values()) {
      const order = measuresFor(compile(pack), ['teacher', 'pupil', 'parent']).map(({ clause }) =>
        clause.targets.includes('any'),
      );
      assert.deepEqual(order, order.toSorted());
    }
  });

  const told: readonly (readonly [string, string, readonly string[]])[] = [
    ['st-michaels', 'pupil', ['parent']],
    ['st-michaels', 'teacher', []],
    ['cpps', 'pupil', []],
  ];
  for (const [school, role, roles] of told)
    it(`${school} wants ${roles.join(' and ') || 'nobody'} told of a measure against a ${role}`, () => {
      const tells = measuresFor(policyOf(school), [role]).map((each) => each.tells);
      assert.ok(tells.length > 0);
      for (const each of tells) assert.deepEqual(each, roles);
    });
});

describe('who decides', () => {
  const holders = [
    holder('hetty', 'headteacher'),
    holder('dora', 'deputy-headteacher'),
    holder('sid', 'senior-leadership'),
    holder('bea', 'business-manager'),
    holder('edda', 'education-manager'),
    holder('otto', 'network-manager'),
    holder('clara', 'chair-of-governors'),
    holder('gus', 'governor'),
    holder('tess', 'teacher'),
  ];
  const without = (...gone: string[]) => holders.filter(({ personId }) => !gone.includes(personId));
  const tess = { personId: 'tess', roles: ['teacher'] };
  const hetty = { personId: 'hetty', roles: ['headteacher'] };
  const otto = { personId: 'otto', roles: ['network-manager', 'contractor'] };

  const suspending: readonly (readonly [
    string,
    string,
    typeof tess,
    readonly Holder[],
    readonly string[],
  ])[] = [
    ['cambridge-steiner', 'a teacher', tess, holders, ['sid', 'bea', 'edda']],
    [
      'cambridge-steiner',
      'the manager who acts for the school',
      { personId: 'bea', roles: ['business-manager'] },
      holders,
      ['sid', 'edda'],
    ],
    ['st-michaels', 'a teacher', tess, holders, ['otto', 'hetty']],
    ['st-michaels', 'the network manager', otto, holders, ['hetty']],
    ['st-michaels', 'the head', hetty, holders, ['clara']],
    ['hunwick', 'a teacher', tess, holders, ['hetty']],
    ['hunwick', 'a teacher, the head being away', tess, without('hetty'), ['dora']],
    ['hunwick', 'the head, never by the deputy', hetty, holders, ['clara']],
    ['hunwick', 'the head, where there is no chair', hetty, without('clara'), ['gus']],
    ['hunwick', 'the head, where nobody stands above', hetty, without('clara', 'gus'), []],
    ['london-primary', 'a teacher', tess, holders, ['hetty']],
    ['cpps', 'a teacher', tess, holders, ['hetty']],
  ];
  for (const [school, whom, subject, people, expected] of suspending)
    it(`${school}: ${expected.join(', ') || 'nobody'} may suspend ${whom}`, () => {
      const ids = suspensionDeciders(subject, people, policyOf(school));
      assert.deepEqual(ids.toSorted(), [...expected].toSorted());
    });

  it('where a clause names who decides, they do; where it names nobody, whoever acts for the school', () => {
    const policy = policyOf('hunwick');
    const ids = (clause: Parameters<typeof measureDeciders>[0], subject = tess) =>
      measureDeciders(clause, subject, holders, policy).toSorted();
    assert.deepEqual(ids({}), ['bea', 'hetty', 'sid']);
    assert.deepEqual(ids(by('any', 'business-manager')), ['bea']);
    assert.deepEqual(ids(by('any', 'teacher')), ['hetty'], 'nobody decides about themself; it goes up');
    assert.deepEqual(ids(by('all', 'business-manager', 'governor')), [], 'one does not stand for two');
    assert.deepEqual(ids(by('any', 'business-manager'), hetty), ['clara']);
  });
});

describe('nothing is automatic', () => {
  const files = readdirSync(new URL('../../', import.meta.url), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  const callers = (call: RegExp) =>
    files
      .filter((file) =>
        call.test(readFileSync(join(new URL('../../', import.meta.url).pathname, file), 'utf8')),
      )
      .map((file) => file.split('/').slice(0, 3).join('/'));

  it('measures and suspensions are decided from pages on which somebody presses a button, and nowhere else', () => {
    assert.deepEqual(callers(/\binsertMeasure\(tx,/), ['reports/measures/deciding.ts']);
    assert.deepEqual([...new Set(callers(/\bsuspend\(tx,/))], ['reports/measures/suspending.ts']);
    for (const call of [/(?<!function )\bdecideMeasure\(/, /(?<!function )\bsuspendPending\(/])
      assert.deepEqual([...new Set(callers(call))], ['web/pages/measures']);
  });
});

for (const engine of testStores()) {
  describe(`measures, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let school: ReportingSchool;
    let head: Somebody;
    let chair: Somebody;
    let firm: Somebody;
    let pupil: Somebody;
    let teacher: Somebody;

    before(async () => {
      store = await engine.open();
      school = await openReportingSchool(store, frozenClock('2026-11-23T09:00:00Z'), testPack('st-michaels'));
      head = await school.add('Hetty Leader', 'headteacher');
      chair = await school.add('Clara Bench', 'chair-of-governors');
      firm = await school.add('Otto Cable', 'network-manager');
      pupil = await school.add('Pip Sample', 'pupil');
      teacher = await school.add('Tess Trial', 'teacher');
    });
    after(() => store?.close());

    const misuse = async (...about: Somebody[]) =>
      (await school.tell({ event: 'policy-breached', about: about.map(({ id }) => id) })).id;
    const decide = (by: Somebody, id: string, what: MeasureDraft) =>
      store.transaction((tx) => decideMeasure(tx, school.as(by), id, what));
    const lift = (by: Somebody, id: string, measure: string, why = 'It is over') =>
      store.transaction((tx) => liftMeasure(tx, school.as(by), id, measure, why));
    const looking = (who: Somebody) => ({ ...school.as(who), listener: school.as(who).by });
    const entriesOf = (id: string) => readEntries(store.db, school.key, id);

    it('a measure is decided by a person, with the clause, the reason and its days', async () => {
      const id = await misuse(pupil);
      const measure = await decide(head, id, draft(pupil));
      assert.deepEqual(await measuresOf(store.db, looking(head), id), [
        {
          id: measure,
          reportId: id,
          personId: pupil.id,
          clause: 'sanction-lose-access',
          measure: 'access to school technology is withdrawn',
          reason: 'It happened three times.',
          decidedBy: head.id,
          decidedAt: school.clock.now(),
          since: '2026-11-23',
          until: '2026-12-18',
          lifted: undefined,
        },
      ]);
      const [entry] = (await entriesOf(id)).filter(({ kind }) => kind === 'measure');
      assert.equal(entry?.details['measure'], measure);
      assert.equal(entry?.isForTeller, false, 'whoever told it does not read what was decided about another');
    });

    it('parents have to be told of it, until they were or it was lifted', async () => {
      const id = await misuse(pupil);
      const owed = async () => wordsOwed(await entriesOf(id)).map(({ personId, tells }) => [personId, tells]);
      const tell = () =>
        store.transaction((tx) =>
          add(tx, school.as(head), school.reporting.kinds, id, {
            kind: 'parents-told',
            words: 'By telephone',
          }),
        );
      await decide(head, id, draft(pupil));
      assert.deepEqual(await owed(), [[pupil.id, 'parent']]);
      await tell();
      assert.deepEqual(await owed(), []);
      const again = await decide(head, id, draft(pupil));
      assert.deepEqual(await owed(), [[pupil.id, 'parent']]);
      await lift(head, id, again);
      assert.deepEqual(await owed(), []);
    });

    it('a measure is lifted with a reason, once, by somebody who could decide it', async () => {
      const id = await misuse(pupil);
      const measure = await decide(head, id, draft(pupil));
      await assert.rejects(lift(head, id, measure, '  '), { code: 'REPORT_INCOMPLETE' });
      await assert.rejects(lift(firm, id, measure), { status: 404 });
      await lift(head, id, measure);
      await assert.rejects(lift(head, id, measure), { code: 'MEASURE_NOT_FOUND' });
      const [kept] = await measuresOf(store.db, looking(head), id);
      assert.deepEqual(kept?.lifted, { at: school.clock.now(), by: head.id, why: 'It is over' });
    });

    it('whoever does not hear the report finds no measure, nor decides one', async () => {
      const id = await misuse(pupil);
      const measure = await decide(head, id, draft(pupil));
      for (const who of [teacher, pupil]) {
        await assert.rejects(measuresOf(store.db, looking(who), id), { code: 'REPORT_NOT_FOUND' });
        await assert.rejects(decide(who, id, draft(teacher)), { code: 'REPORT_NOT_FOUND' });
        await assert.rejects(lift(who, id, measure), { code: 'REPORT_NOT_FOUND' });
      }
      await assert.rejects(decide(head, newId(), draft(pupil)), { code: 'REPORT_NOT_FOUND' });
    });

    it('about the head decides the chair of governors, and never the head', async () => {
      const id = await misuse(head);
      await assert.rejects(decide(head, id, draft(head)), { code: 'REPORT_NOT_FOUND' });
      await decide(chair, id, draft(head));
    });

    const refused: readonly (readonly [string, () => MeasureDraft, string])[] = [
      ['somebody whom it is not about', () => draft(teacher), 'MEASURE_NOT_YOURS'],
      ['nobody', () => draft({ id: newId(), roles: [] }), 'MEASURE_NOT_YOURS'],
      ['no reason', () => draft(pupil, { reason: ' \n' }), 'REPORT_INCOMPLETE'],
      ['a last day before the first', () => draft(pupil, { until: '2026-11-22' }), 'REPORT_INCOMPLETE'],
      ['a clause that there is not', () => draft(pupil, { clause: 'flogging' }), 'MEASURE_NOT_FOUND'],
      [
        'a clause for others',
        () => draft(pupil, { clause: 'wifi-password-told', measure: 'disciplinary action' }),
        'MEASURE_NOT_FOUND',
      ],
      [
        'what the clause does not provide',
        () => draft(pupil, { measure: 'a week of lines' }),
        'MEASURE_NOT_FOUND',
      ],
    ];
    for (const [what, made, code] of refused)
      it(`a measure with ${what} is refused, and leaves nothing`, async () => {
        const id = await misuse(pupil);
        await assert.rejects(decide(head, id, made()), { code });
        assert.deepEqual(await measuresOf(store.db, looking(head), id), []);
        assert.ok((await entriesOf(id)).every(({ kind }) => kind !== 'measure'));
      });

    it('nothing new is decided in a closed report, and what was decided may still be lifted', async () => {
      const id = await misuse(pupil);
      const measure = await decide(head, id, draft(pupil));
      const kind = school.reporting.kinds.get('other');
      assert.ok(kind && foundIn(await entriesOf(id)).size === 0);
      await store.transaction((tx) => close(tx, school.as(head), kind, id, { words: 'Done' }));
      await assert.rejects(decide(head, id, draft(pupil)), { code: 'REPORT_CLOSED' });
      await lift(head, id, measure);
    });

    it('the ledger’s leaves tell neither whom it is about nor what was decided', async () => {
      const id = await misuse(pupil);
      const measure = await decide(head, id, draft(pupil));
      await lift(head, id, measure);
      const leaves = await store.db
        .selectFrom('ledger_entry')
        .select('leaf')
        .where('school_id', '=', school.key)
        .execute();
      const mine = leaves.filter(({ leaf }) => leaf.includes(id));
      assert.equal(mine.length, 4, 'told twice over, decided, lifted');
      for (const { leaf } of mine)
        for (const secret of [pupil.id, head.id, measure, 'withdrawn', 'three times', 'measure'])
          assert.ok(!leaf.includes(secret), secret);
    });

    const states: readonly (readonly [string, string, string | undefined, boolean, string])[] = [
      ['2026-11-22', '2026-11-23', '2026-12-18', false, 'to-come'],
      ['2026-11-23', '2026-11-23', '2026-12-18', false, 'live'],
      ['2026-12-18', '2026-11-23', '2026-12-18', false, 'live'],
      ['2026-12-19', '2026-11-23', '2026-12-18', false, 'over'],
      ['2036-12-19', '2026-11-23', undefined, false, 'live'],
      ['2026-11-24', '2026-11-23', undefined, true, 'lifted'],
    ];
    for (const [day, since, until, isLifted, state] of states)
      it(`on ${day} a measure from ${since} to ${until ?? 'its end'} is ${state}`, () => {
        const lifted = isLifted ? { at: new Date(), by: 'x', why: 'y' } : undefined;
        assert.equal(measureState({ since, until, lifted }, day), state);
      });
  });
}
