import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { testLibrary, testPack } from '../../test/support/site.ts';
import { compile, type Pack } from '../policy/index.ts';
import { readClocks } from '../deadlines/index.ts';
import {
  findingsAsked,
  kindOf,
  missingOf,
  pressesOf,
  readReportKinds,
  refusesFiles,
  routingOf,
} from './index.ts';

const kinds = readReportKinds();
const lawBeneath = (pack: Pack) => pack.layers.flatMap((name) => packs.get(name) ?? []);
const { packs } = testLibrary();
const law = [...packs.values()].find((pack) => pack.isLaw);
const kind = (id: string) => kinds.get(id) ?? assert.fail(`there is no kind ${id}`);
const found = (values: Readonly<Record<string, string>>) => new Map(Object.entries(values));
const asked = (id: string, values: Readonly<Record<string, string>>) =>
  findingsAsked(kind(id), found(values)).map((finding) => finding.id);

describe('kinds of reports', () => {
  for (const pack of packs.values())
    it(`every event that ${pack.key} knows has a kind, and is not something else`, () => {
      const events = pack.vocabulary.events.all().map(({ id }) => id);
      assert.ok(events.length >= 40);
      assert.deepEqual(
        events.filter((event) => kindOf(kinds, event).id === 'other'),
        [],
      );
    });

  for (const each of kinds.values()) {
    it(`${each.id} speaks of events, roles, facts and clocks that there are`, () => {
      const { vocabulary } = testPack('hunwick');
      const clocks = readClocks(new URL('../../packs/law-england/clocks.yaml', import.meta.url).pathname);
      const facts = [...each.clocks.map(({ unless }) => unless), each.forbidsFilesWhen].flatMap((known) =>
        Object.keys(known),
      );
      const strange = [
        ...each.events.filter((event) => !vocabulary.events.has(event)),
        ...each.told.filter((role) => !vocabulary.roles.has(role)),
        ...facts.filter((fact) => !vocabulary.facts.has(fact)),
        ...each.clocks.map(({ clock }) => clock).filter((id) => !clocks.some((clock) => clock.id === id)),
      ];
      assert.deepEqual(strange, []);
      assert.ok(law, 'the clocks are those of a pack of law');
    });

    it(`${each.id} can be closed once all that it asks is said`, () => {
      const answers = new Map<string, string>();
      for (;;) {
        const [next] = missingOf(each, answers);
        if (!next) break;
        answers.set(next.id, next.choices[0]?.id ?? 'yes');
      }
      assert.deepEqual(missingOf(each, answers), []);
    });
  }

  it('the six reasons for which staff report a filter are told in one press each', () => {
    assert.deepEqual(
      pressesOf(kinds)
        .map(({ event }) => event)
        .toSorted(),
      [
        'filter-failed',
        'filter-word-missed',
        'harmful-material-met',
        'unsuitable-website',
        'unusual-use-expected',
        'website-wrongly-blocked',
      ],
    );
  });

  const silent: readonly (readonly [string, string, readonly string[]])[] = [
    ['hunwick', 'safeguarding-concern', ['dsl']],
    ['hunwick', 'low-level-concern', ['headteacher']],
    ['hunwick', 'subject-access-requested', ['dpo']],
    ['cambridge-steiner', 'safeguarding-concern', ['dsl']],
    ['cambridge-steiner', 'pupil-device-searched', ['dsl']],
    ['cambridge-steiner', 'significant-change', ['business-manager']],
    ['cpps', 'data-complaint', ['dpo']],
    ['london-primary', 'low-level-concern', ['headteacher']],
    ['st-michaels', 'personal-details-changed', ['office-staff']],
  ];
  for (const [school, event, roles] of silent)
    it(`where ${school} says nothing of ${event}, it goes to ${roles.join(' and ')}`, () => {
      const policy = compile(testPack(school), lawBeneath(testPack(school)));
      const { told } = kindOf(kinds, event);
      const { routes } = routingOf(policy, { event, as: ['teacher'], facts: {}, told });
      assert.deepEqual(
        routes.map((route) => [route.clause, route.roles]),
        [[undefined, roles]],
      );
    });

  const confidential = ['device-search', 'low-level-concern', 'monitoring-finding', 'safeguarding'];
  it(`nobody else learns of ${confidential.join(', ')}`, () => {
    const kept = [...kinds.values()].filter(({ isConfidential }) => isConfidential).map(({ id }) => id);
    assert.deepEqual(kept.toSorted(), confidential);
  });

  const offered: readonly (readonly [string, string, Readonly<Record<string, string>>, readonly string[]])[] =
    [
      ['data-breach', 'hardly any risk', { risk: 'unlikely' }, []],
      ['data-breach', 'some risk', { risk: 'likely' }, []],
      ['data-breach', 'a high risk', { risk: 'high' }, ['people-told']],
      ['website', 'nothing changes', { decision: 'unchanged' }, []],
      ['website', 'it is blocked', { decision: 'blocked' }, ['from']],
      ['device-search', 'the searcher was of the pupil’s sex', { 'same-sex': 'yes' }, []],
      ['device-search', 'the searcher was not', { 'same-sex': 'no' }, ['same-sex-why']],
      ['device-search', 'nobody else was there', { witness: 'no' }, ['witness-why']],
      ['safeguarding', 'parents are not told', { 'parents-told': 'no' }, ['parents-why-not']],
      ['low-level-concern', 'it is more', { threshold: 'lado' }, ['officer-told']],
    ];
  for (const [id, what, values, more] of offered)
    it(`${id}, ${what}: ${more.length === 0 ? 'nothing more' : more.join(' and ')} has to be said`, () => {
      const hanging = kind(id).findings.filter(({ when }) =>
        Object.keys(values).some((each) => each in when),
      );
      const names = hanging.filter(({ isNeeded }) => isNeeded).map((finding) => finding.id);
      assert.deepEqual(
        asked(id, values).filter((finding) => names.includes(finding)),
        more,
      );
    });

  it('a searched device that may hold an illegal image is offered neither looking through nor deleting', () => {
    const said = { 'illegal-image-possible': 'no', erased: 'held', 'looked-through': 'yes' };
    const forbidden = ['looked-through', 'looked-through-why', 'erased', 'erased-why', 'hold-until'];
    const before = asked('device-search', said);
    assert.deepEqual(
      forbidden.filter((finding) => !before.includes(finding)),
      [],
    );
    const after = asked('device-search', { ...said, 'illegal-image-possible': 'yes' });
    assert.deepEqual(
      forbidden.filter((finding) => after.includes(finding)),
      [],
      'what was said before offers it no longer',
    );
    assert.ok(after.includes('handed-to-police'));
  });

  const files: readonly (readonly [
    string,
    string,
    Record<string, boolean>,
    Record<string, string>,
    boolean,
  ])[] = [
    ['device-search', 'nothing is suspected', {}, {}, false],
    ['device-search', 'the teller suspects an illegal image', { 'illegal-image-possible': true }, {}, true],
    ['device-search', 'it is found that there may be one', {}, { 'illegal-image-possible': 'yes' }, true],
    ['device-search', 'it is found that there is none', {}, { 'illegal-image-possible': 'no' }, false],
    [
      'unsuitable-content',
      'the teller suspects an illegal image',
      { 'illegal-image-possible': true },
      {},
      true,
    ],
    ['it-job', 'nothing is suspected', {}, {}, false],
  ];
  for (const [id, what, facts, values, refused] of files)
    it(`${id}, ${what}: files are ${refused ? 'refused' : 'taken'}`, () => {
      assert.equal(refusesFiles(kind(id), facts, found(values)), refused);
    });

  const usual = 'name: n\nabout: a\nevents: []\nqueue: other\n';
  const broken: readonly (readonly [string, string, RegExp])[] = [
    [
      'a finding that hangs on nothing',
      'findings: [{ id: a, name: A, type: text, when: { b: "yes" } }]',
      /`b` cannot be/,
    ],
    [
      'a finding that hangs on a value that the other cannot have',
      'findings: [{ id: a, name: A, type: yes-no }, { id: b, name: B, type: text, when: { a: perhaps } }]',
      /`a` cannot be/,
    ],
    ['a choice without choices', 'findings: [{ id: a, name: A, type: choice }]', /a choice has choices/],
    [
      'a finding twice',
      'findings: [{ id: a, name: A, type: text }, { id: a, name: A, type: text }]',
      /twice/,
    ],
    [
      'a clock that is met by words',
      'clocks: [{ clock: c, met-by: a }]\nfindings: [{ id: a, name: A, type: text }]',
      /no finding that is a moment/,
    ],
    ['a press for an event of another kind', 'presses: [{ event: fault, name: F }]', /not an event of it/],
    ['a field that there is not', 'colour: red', /./],
  ];
  for (const [what, lines, message] of broken)
    it(`${what} is no kind`, () => {
      const folder = mkdtempSync(join(tmpdir(), 'kinds-'));
      writeFileSync(join(folder, 'other.yaml'), `${usual}${lines}\n`);
      assert.throws(() => readReportKinds(pathToFileURL(`${folder}/`)), {
        code: 'REPORT_KINDS_BROKEN',
        message,
      });
    });
});
