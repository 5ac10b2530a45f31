import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { folderWith } from '../../test/support/folders.ts';
import { realFolders, tinyVocabulary, tinyWords } from '../../test/support/packs.ts';
import { problemCodes } from './index.ts';
import { loadLibrary, loadPack, packNames, requireLibrary, wordProblem } from './loading.ts';
import type { Problem } from './reading.ts';
import { readVocabulary } from './vocabulary.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** A second on a machine with nothing else to do; tests that run side by side share it. */
const slow = 3;

const good: Readonly<Record<string, string>> = {
  'pack.yaml': `name: Use of computers
school: The school
covers: [staff, pupil]
layers: [law]
review: { every: 12 months, by: head, last: 2025-01, next: 2026-01 }
doubt:
  - { to: { any: [head] }, clause: may-play, about: [play-games] }
rules: { any: [head] }
roles:
  head: { called: [Head] }
  manager: { called: [Manager], kind: firm, deputy: head }
  coach: { name: coach, is: [staff], treated-as: [{ role: staff, when: { access: true } }] }
settings:
  day: { type: hours, ask: When does the day begin? }
cites:
  - { name: An Act, edition: "2020" }
`,
  'clauses/10-use.yaml': `section: Use
clauses:
  - id: no-play
    text: No games.
    forbid: play-games
    who: [pupil]
    of: [laptop]
    when: { place: on-site }
    tags: [bad-use]
  - id: may-play
    text: Games with leave.
    allow: play-games
    who: [staff]
    from: { any: [head] }
    needs: [insured]
    provided: { age: { at-least: 16 } }
    lasts: 1 year
    overrides: [no-play]
    settings: [day]
  - id: lift
    text: The head may lift a ban.
    exempt: bad-use
    from: { any: [head] }
  - id: tell
    text: Tell of a loss.
    report: device-lost
    to: { all: [head, manager] }
    then: policy-broken
  - id: look
    text: The manager may look.
    empower: inspect-use
    who: [manager]
    for: [crime]
  - id: list
    text: A list is kept.
    keep: assets
    checks: [{ what: Is it all there?, every: yearly }]
`,
  'agreements.yaml': `- id: form
  title: The form
  signs: [staff]
  clauses: [no-play]
`,
  'rulings.yaml': `- id: settled
  settles: [no-play]
  question: { act: play-games, who: [pupil], thing: laptop, when: { supervised: true } }
  verdict: ask
  from: { any: [head] }
  by: head
  on: 2026-01-01
  until: 2026-12-31
  because: It was unclear.
`,
  'cases.yaml': `- id: C-1
  ask: May I play?
  as: [pupil]
  act: play-games
  thing: laptop
  facts: { place: classroom }
  expect: { verdict: no, clauses: [no-play] }
`,
  'trace.yaml': `R-1: no-play
R-2: { none: It needs none. }
`,
  'vocabulary.yaml': `acts:
  paint: { name: paint, is: [use-computer] }
facts:
  colour: { name: colour, ask: Which?, values: { red: { name: red }, dark-red: { name: dark red, is: [red] } } }
`,
};

/** The good pack with one edit, loaded. */
function loaded(files: Files, key = 'good'): readonly Problem[] {
  return loadPack(folderWith(files), tinyWords, ['law', 'good'], key).problems;
}

/** A fault made by one edit, and the one problem that must come of it. */
interface FaultRow {
  readonly title: string;
  readonly file: string;
  /** What is replaced in the file, once; the whole file where left out. */
  readonly find?: string;
  readonly put: string;
  readonly code: keyof typeof problemCodes;
  /** The line with this text is the one that must be named; the first line where left out. */
  readonly on?: string;
  readonly message: string;
  readonly nearest?: string;
  /** The file that is named, where that is another than the edited one. */
  readonly blames?: string;
  /** How many problems come of it, where that is not one. The first must be this. */
  readonly count?: number;
}

const pack = 'pack.yaml';
const use = 'clauses/10-use.yaml';

const faults: readonly FaultRow[] = [
  // The shape of the manifest
  {
    title: 'a mistyped field',
    file: pack,
    find: 'school:',
    put: 'shcool:',
    code: 'FIELD_MISSING',
    message: 'field `school` is missing',
    count: 2,
  },
  {
    title: 'a field that is not known',
    file: pack,
    find: 'rules:',
    put: 'rulez:',
    code: 'FIELD_UNKNOWN',
    on: 'rulez',
    message: 'unknown field `rulez`',
    nearest: 'rules',
  },
  {
    title: 'a manifest that is a list',
    file: pack,
    put: '- a\n',
    code: 'SHAPE',
    message: 'this must be a map',
  },
  { title: 'an empty manifest', file: pack, put: '', code: 'SHAPE', message: 'this must be a map' },
  {
    title: 'nobody covered',
    file: pack,
    find: 'covers: [staff, pupil]',
    put: 'covers: []',
    code: 'SHAPE',
    on: 'covers',
    message: '`covers` must not be empty',
  },
  {
    title: 'a name that is a number',
    file: pack,
    find: 'name: Use of computers',
    put: 'name: 7',
    code: 'SHAPE',
    on: 'name',
    message: '`name` must be a string',
  },
  {
    title: 'a kind of role that there is not',
    file: pack,
    find: 'kind: firm',
    put: 'kind: company',
    code: 'SHAPE',
    on: 'company',
    message: '`roles.manager` has a form that is not allowed here',
  },
  {
    title: 'an interval in a form that is not one',
    file: pack,
    find: '12 months',
    put: 'twelve months',
    code: 'SHAPE',
    on: 'twelve',
    message: '`review.every` has a form that is not allowed: `twelve months`',
  },
  {
    title: 'a type of setting that there is not',
    file: pack,
    find: 'type: hours',
    put: 'type: time',
    code: 'SHAPE',
    on: 'type: time',
    message:
      '`settings.day.type` must be one of `text`, `number`, `hours`, `interval`, `roles`, `list`, `boolean`',
  },
  // Names in the manifest
  {
    title: 'a covered role that is not declared',
    file: pack,
    find: '[staff, pupil]',
    put: '[staff, pupils]',
    code: 'ROLE_UNKNOWN',
    on: 'pupils',
    message: 'role `pupils` is not declared',
    nearest: 'pupil',
  },
  {
    title: 'a role of its own without a name',
    file: pack,
    find: 'coach: { name: coach, ',
    put: 'coach: { ',
    code: 'NAME_MISSING',
    on: 'coach:',
    message: '`coach` has no name',
  },
  {
    title: 'a role that is a kind of an unknown one',
    file: pack,
    find: 'is: [staff]',
    put: 'is: [stuff]',
    code: 'WORD_UNKNOWN',
    on: 'stuff',
    message: '`stuff` is not declared',
    nearest: 'staff',
  },
  {
    title: 'a deputy who is not declared',
    file: pack,
    find: 'deputy: head',
    put: 'deputy: haed',
    code: 'ROLE_UNKNOWN',
    on: 'haed',
    message: 'role `haed` is not declared',
    nearest: 'head',
  },
  {
    title: 'a role whose id is no id',
    file: pack,
    find: '  coach:',
    put: '  Coach_1:',
    code: 'ID_FORM',
    on: 'Coach_1',
    message: 'id `Coach_1` must be small letters, digits and hyphens',
  },
  {
    title: 'a role treated as an unknown one',
    file: pack,
    find: 'role: staff,',
    put: 'role: stuff,',
    code: 'ROLE_UNKNOWN',
    on: 'stuff',
    message: 'role `stuff` is not declared',
    nearest: 'staff',
  },
  {
    title: 'a role treated so by an unknown fact',
    file: pack,
    find: 'access: true',
    put: 'acces: true',
    code: 'FACT_UNKNOWN',
    on: 'acces:',
    message: 'fact `acces` is not declared',
    nearest: 'access',
  },
  {
    title: 'doubt that names an unknown clause',
    file: pack,
    find: 'clause: may-play',
    put: 'clause: may-pay',
    code: 'CLAUSE_UNKNOWN',
    on: 'may-pay',
    message: 'there is no clause `may-pay`',
    nearest: 'may-play',
  },
  {
    title: 'doubt about an unknown act',
    file: pack,
    find: 'about: [play-games]',
    put: 'about: [play-game]',
    code: 'ACT_UNKNOWN',
    on: 'play-game]',
    message: 'act `play-game` is not declared',
    nearest: 'play-games',
  },
  {
    title: 'a ruler whom the pack does not define',
    file: pack,
    find: 'rules: { any: [head] }',
    put: 'rules: { any: [police] }',
    code: 'ROLE_UNDEFINED',
    on: 'police',
    message: 'role `police` is not defined in pack.yaml',
  },
  {
    title: 'a layer that there is not',
    file: pack,
    find: '[law]',
    put: '[lwa]',
    code: 'LAYER_UNKNOWN',
    on: 'lwa',
    message: 'there is no pack `lwa`',
    nearest: 'law',
  },
  // The shape of sections and clauses
  {
    title: 'a section without a title',
    file: use,
    find: 'section: Use\n',
    put: '',
    code: 'FIELD_MISSING',
    message: 'field `section` is missing',
  },
  {
    title: 'a section without clauses',
    file: use,
    put: 'section: Use\nclauses: []\n',
    code: 'SHAPE',
    on: 'clauses',
    message: '`clauses` must not be empty',
  },
  {
    title: 'a clause that is a sentence',
    file: use,
    put: 'section: Use\nclauses:\n  - No games.\n',
    code: 'SHAPE',
    on: 'No games',
    message: '`clauses` must be a map',
  },
  {
    title: 'a clause without a verb',
    file: use,
    find: '    forbid: play-games\n',
    put: '',
    code: 'VERB_MISSING',
    on: 'id: no-play',
    message: 'clause `no-play` has no verb',
  },
  {
    title: 'a mistyped verb',
    file: use,
    find: 'forbid:',
    put: 'forbids:',
    code: 'VERB_MISSING',
    on: 'id: no-play',
    message: 'clause `no-play` has no verb',
    nearest: 'forbid',
  },
  {
    title: 'a clause with two verbs',
    file: use,
    find: '    forbid: play-games\n',
    put: '    forbid: play-games\n    allow: keep-files\n',
    code: 'VERB_TWICE',
    on: 'id: no-play',
    message: 'clause `no-play` has two verbs: forbid, allow',
  },
  {
    title: 'a clause without a text',
    file: use,
    find: '    text: No games.\n',
    put: '',
    code: 'FIELD_MISSING',
    on: 'id: no-play',
    message: 'field `text` is missing',
  },
  {
    title: 'a clause without an id',
    file: use,
    find: '  - id: list\n    text',
    put: '  - text',
    code: 'FIELD_MISSING',
    on: 'text: A list',
    message: 'field `id` is missing',
  },
  {
    title: 'a clause whose id is a number',
    file: use,
    find: 'id: lift',
    put: 'id: 12',
    code: 'SHAPE',
    on: 'id: 12',
    message: '`id` must be a string',
  },
  {
    title: 'a clause whose id has capitals',
    file: use,
    find: 'id: lift',
    put: 'id: Lift',
    code: 'SHAPE',
    on: 'id: Lift',
    message: '`id` has a form that is not allowed: `Lift`',
  },
  {
    title: 'a field of another verb',
    file: use,
    find: '    who: [pupil]\n',
    put: '    who: [pupil]\n    from: { any: [head] }\n',
    code: 'FIELD_UNKNOWN',
    on: 'from:',
    message: 'unknown field `from`',
  },
  {
    title: 'a mistyped field of a clause',
    file: use,
    find: '    provided:',
    put: '    provide:',
    code: 'FIELD_UNKNOWN',
    on: 'provide:',
    message: 'unknown field `provide`',
    nearest: 'provided',
  },
  {
    title: 'a strength that there is not',
    file: use,
    find: '    tags: [bad-use]',
    put: '    tags: [bad-use]\n    strength: shall',
    code: 'SHAPE',
    on: 'shall',
    message: '`strength` must be one of `must`, `should`, `advised`',
  },
  {
    title: 'a party that is a list',
    file: use,
    find: 'to: { all: [head, manager] }',
    put: 'to: [head]',
    code: 'SHAPE',
    on: 'to:',
    message: '`to` has a form that is not allowed here',
  },
  {
    title: 'a party of nobody',
    file: use,
    find: '{ all: [head, manager] }',
    put: '{ all: [] }',
    code: 'SHAPE',
    on: 'to:',
    message: '`to` has a form that is not allowed here',
  },
  {
    title: 'a report without anybody to tell',
    file: use,
    find: '    to: { all: [head, manager] }\n',
    put: '',
    code: 'FIELD_MISSING',
    on: 'id: tell',
    message: 'field `to` is missing',
  },
  {
    title: 'a duration in a form that is not one',
    file: use,
    find: 'lasts: 1 year',
    put: 'lasts: a year',
    code: 'SHAPE',
    on: 'lasts',
    message: '`lasts` has a form that is not allowed: `a year`',
  },
  {
    title: 'a condition that is a word',
    file: use,
    find: 'when: { place: on-site }',
    put: 'when: always',
    code: 'SHAPE',
    on: 'when',
    message: '`when` has a form that is not allowed here',
  },
  // Names in clauses
  {
    title: 'an act that is not declared',
    file: use,
    find: 'forbid: play-games',
    put: 'forbid: play-gmaes',
    code: 'ACT_UNKNOWN',
    on: 'play-gmaes',
    message: 'act `play-gmaes` is not declared',
    nearest: 'play-games',
  },
  {
    title: 'one act of a list that is not declared',
    file: use,
    find: 'forbid: play-games',
    put: 'forbid:\n      - keep-files\n      - keep-fils',
    code: 'ACT_UNKNOWN',
    on: 'keep-fils\n',
    message: 'act `keep-fils` is not declared',
    nearest: 'keep-files',
  },
  {
    title: 'an act that is like none',
    file: use,
    find: 'forbid: play-games',
    put: 'forbid: zzzzzz',
    code: 'ACT_UNKNOWN',
    on: 'zzzzzz',
    message: 'act `zzzzzz` is not declared',
  },
  {
    title: 'an event that is not declared',
    file: use,
    find: 'report: device-lost',
    put: 'report: device-last',
    code: 'EVENT_UNKNOWN',
    on: 'device-last',
    message: 'event `device-last` is not declared',
    nearest: 'device-lost',
  },
  {
    title: 'a thing that is not declared',
    file: use,
    find: 'of: [laptop]',
    put: 'of: [labtop]',
    code: 'THING_UNKNOWN',
    on: 'labtop',
    message: 'thing `labtop` is not declared',
    nearest: 'laptop',
  },
  {
    title: 'a register that is not declared',
    file: use,
    find: 'keep: assets',
    put: 'keep: asets',
    code: 'REGISTER_UNKNOWN',
    on: 'asets',
    message: 'register `asets` is not declared',
    nearest: 'assets',
  },
  {
    title: 'a role that is not declared',
    file: use,
    find: 'who: [pupil]',
    put: 'who: [pupli]',
    code: 'ROLE_UNKNOWN',
    on: 'pupli',
    message: 'role `pupli` is not declared',
    nearest: 'pupil',
  },
  {
    title: 'an approver whom the pack does not define',
    file: use,
    find: '    exempt: bad-use\n    from: { any: [head] }',
    put: '    exempt: bad-use\n    from: { any: [parent] }',
    code: 'ROLE_UNDEFINED',
    on: 'parent',
    message: 'role `parent` is not defined in pack.yaml',
  },
  {
    title: 'a fact that is not declared',
    file: use,
    find: 'place: on-site',
    put: 'palce: on-site',
    code: 'FACT_UNKNOWN',
    on: 'palce',
    message: 'fact `palce` is not declared',
    nearest: 'place',
  },
  {
    title: 'a value that the fact cannot have',
    file: use,
    find: 'place: on-site',
    put: 'place: on-sit',
    code: 'FACT_VALUE',
    on: 'on-sit }',
    message: '`on-sit` is not a value of `place`',
    nearest: 'on-site',
  },
  {
    title: 'a number where yes or no is wanted',
    file: use,
    find: 'place: on-site',
    put: 'supervised: 1',
    code: 'FACT_VALUE',
    on: 'supervised',
    message: '`1` is not a value of `supervised`',
  },
  {
    title: 'bounds on what is no number',
    file: use,
    find: 'place: on-site',
    put: 'place: { under: 3 }',
    code: 'FACT_TYPE',
    on: 'under',
    message: '`place` is not a number',
  },
  {
    title: 'people compared in a condition',
    file: use,
    find: 'place: on-site',
    put: 'told: head',
    code: 'FACT_TYPE',
    on: 'told',
    message: '`told` names people and cannot be compared',
  },
  {
    title: 'a need that is no yes or no',
    file: use,
    find: 'needs: [insured]',
    put: 'needs: [place]',
    code: 'FACT_TYPE',
    on: 'needs',
    message: '`place` is not a yes-or-no fact',
  },
  {
    title: 'a need that is not declared',
    file: use,
    find: 'needs: [insured]',
    put: 'needs: [insurred]',
    code: 'FACT_UNKNOWN',
    on: 'insurred',
    message: 'fact `insurred` is not declared',
    nearest: 'insured',
  },
  {
    title: 'a purpose that is not declared',
    file: use,
    find: 'for: [crime]',
    put: 'for: [crimes]',
    code: 'PURPOSE_UNKNOWN',
    on: 'crimes',
    message: 'purpose `crimes` is not declared',
    nearest: 'crime',
  },
  {
    title: 'a setting that is not declared',
    file: use,
    find: 'settings: [day]',
    put: 'settings: [days]',
    code: 'SETTING_UNKNOWN',
    on: 'settings',
    message: 'setting `days` is not declared',
    nearest: 'day',
  },
  {
    title: 'a tag that no clause has',
    file: use,
    find: 'exempt: bad-use',
    put: 'exempt: bad-uses',
    code: 'TAG_UNUSED',
    on: 'bad-uses',
    message: 'no clause has the tag `bad-uses`',
    nearest: 'bad-use',
  },
  {
    title: 'a clause that goes before itself',
    file: use,
    find: 'overrides: [no-play]',
    put: 'overrides: [may-play]',
    code: 'CLAUSE_ITSELF',
    on: 'overrides',
    message: 'clause `may-play` names itself',
  },
  {
    title: 'a clause that goes before an unknown one',
    file: use,
    find: 'overrides: [no-play]',
    put: 'overrides: [no-pay]',
    code: 'CLAUSE_UNKNOWN',
    on: 'overrides',
    message: 'there is no clause `no-pay`',
    nearest: 'no-play',
  },
  {
    title: 'what follows that there is not',
    file: use,
    find: 'then: policy-broken',
    put: 'then: may-pay',
    code: 'CLAUSE_UNKNOWN',
    on: 'may-pay',
    message: 'there is no act, event or clause `may-pay`',
    nearest: 'may-play',
  },
  {
    title: 'an id that stands twice',
    file: use,
    find: 'id: lift',
    put: 'id: tell',
    code: 'ID_TWICE',
    on: 'id: tell\n    text: Tell',
    message: 'clause `tell` stands twice',
  },
  // The other files
  {
    title: 'a form of an unknown clause',
    file: 'agreements.yaml',
    find: '[no-play]',
    put: '[no-pay]',
    code: 'CLAUSE_UNKNOWN',
    on: 'no-pay',
    message: 'there is no clause `no-pay`',
    nearest: 'no-play',
  },
  {
    title: 'a form that stands twice',
    file: 'agreements.yaml',
    find: '  clauses: [no-play]\n',
    put: '  clauses: [no-play]\n- id: form\n  title: Again\n  signs: [staff]\n  clauses: []\n',
    code: 'ID_TWICE',
    on: '- id: form\n  title: Again',
    message: 'form `form` stands twice',
  },
  {
    title: 'a form signed by an unknown role',
    file: 'agreements.yaml',
    find: '[staff]',
    put: '[stuff]',
    code: 'ROLE_UNKNOWN',
    on: 'stuff',
    message: 'role `stuff` is not declared',
    nearest: 'staff',
  },
  {
    title: 'a question of understanding about a clause that the form has not',
    file: 'agreements.yaml',
    find: '  clauses: [no-play]\n',
    put: '  clauses: [no-play]\n  questions:\n    - { ask: What?, clause: no-pay, choices: [This, That], right: 1 }\n',
    code: 'FORM_QUESTION',
    on: 'clause: no-pay',
    message: 'clause `no-pay` does not stand in this form',
  },
  {
    title: 'a question of understanding whose right choice there is not',
    file: 'agreements.yaml',
    find: '  clauses: [no-play]\n',
    put: '  clauses: [no-play]\n  questions:\n    - { ask: What?, clause: no-play, choices: [This, That], right: 3 }\n',
    code: 'FORM_QUESTION',
    on: 'right: 3',
    message: 'there is no choice 3',
  },
  {
    title: 'a ruling on a day that there is not',
    file: 'rulings.yaml',
    find: '2026-12-31',
    put: '2026-02-30',
    code: 'DATE_IMPOSSIBLE',
    on: '2026-02-30',
    message: '`2026-02-30` is not a day',
  },
  {
    title: 'a ruling on an unknown clause',
    file: 'rulings.yaml',
    find: '[no-play]',
    put: '[no-pay]',
    code: 'CLAUSE_UNKNOWN',
    on: 'no-pay',
    message: 'there is no clause `no-pay`',
    nearest: 'no-play',
  },
  {
    title: 'a ruling with a verdict that there is not',
    file: 'rulings.yaml',
    find: 'verdict: ask',
    put: 'verdict: perhaps',
    code: 'SHAPE',
    message: 'this has a form that is not allowed here',
  },
  {
    title: 'a case with an act and an event',
    file: 'cases.yaml',
    find: '  thing: laptop\n',
    put: '  event: device-lost\n',
    code: 'QUESTION_TARGET',
    on: 'act:',
    message: 'a question has one act or one event',
  },
  {
    title: 'a case with an unknown act',
    file: 'cases.yaml',
    find: 'act: play-games',
    put: 'act: play-gams',
    code: 'ACT_UNKNOWN',
    on: 'play-gams',
    message: 'act `play-gams` is not known',
    nearest: 'play-games',
  },
  {
    title: 'a case with a value that the fact cannot have',
    file: 'cases.yaml',
    find: 'place: classroom',
    put: 'place: clasroom',
    code: 'FACT_VALUE',
    on: 'clasroom',
    message: '`clasroom` is not a value of `place`',
    nearest: 'classroom',
  },
  {
    title: 'a case that expects an unknown clause',
    file: 'cases.yaml',
    find: '[no-play]',
    put: '[no-pay]',
    code: 'CLAUSE_UNKNOWN',
    on: 'no-pay',
    message: 'there is no clause `no-pay`',
    nearest: 'no-play',
  },
  {
    title: 'a case without a question',
    file: 'cases.yaml',
    find: '  ask: May I play?\n',
    put: '',
    code: 'FIELD_MISSING',
    on: 'id: C-1',
    message: 'field `ask` is missing',
  },
  {
    title: 'a trace to an unknown clause',
    file: 'trace.yaml',
    find: 'R-1: no-play',
    put: 'R-1: no-pay',
    code: 'CLAUSE_UNKNOWN',
    on: 'R-1',
    message: 'there is no clause `no-pay`',
    nearest: 'no-play',
  },
  {
    title: 'a trace of a rule that stands twice',
    file: 'trace.yaml',
    find: 'R-2:',
    put: 'R-1:',
    code: 'YAML_KEY_TWICE',
    on: 'R-1: { none',
    message: 'key `R-1` stands twice',
  },
  // Words of the pack's own
  {
    title: 'a word that the common vocabulary has',
    file: 'vocabulary.yaml',
    find: '  paint:',
    put: '  keep-files:',
    code: 'WORD_TAKEN',
    on: 'keep-files',
    message: '`keep-files` is a word of the common vocabulary already',
  },
  {
    title: 'words that are a list',
    file: 'vocabulary.yaml',
    put: 'acts: [paint]\n',
    code: 'WORDS_NOT_A_MAP',
    message: 'acts must be a map from id to what it means',
  },
  {
    title: 'a word that is a sentence',
    file: 'vocabulary.yaml',
    find: 'paint: { name: paint, is: [use-computer] }',
    put: 'paint: to paint',
    code: 'WORD_NOT_A_MAP',
    on: 'paint',
    message: '`paint` must be a map with at least a name',
  },
  {
    title: 'a kind of words that there is not',
    file: 'vocabulary.yaml',
    find: 'facts:',
    put: 'fact:',
    code: 'FIELD_UNKNOWN',
    on: 'fact:',
    message: 'unknown field `fact`',
    nearest: 'facts',
  },
  {
    title: 'a word with a mistyped field',
    file: 'vocabulary.yaml',
    find: 'is: [use-computer]',
    put: 'iss: [use-computer]',
    code: 'FIELD_UNKNOWN',
    on: 'iss',
    message: 'unknown field `iss`',
    nearest: 'is',
  },
  {
    title: 'a word that breaks an unknown duty',
    file: 'vocabulary.yaml',
    find: 'is: [use-computer]',
    put: 'breaks: [lock-scren]',
    code: 'WORD_UNKNOWN',
    on: 'lock-scren',
    message: '`lock-scren` is not declared',
    nearest: 'lock-screen',
  },
  {
    title: 'a word shown by a value that the fact cannot have',
    file: 'vocabulary.yaml',
    find: 'is: [use-computer]',
    put: 'shown-by: { place: hoem }',
    code: 'FACT_VALUE',
    on: 'hoem',
    message: '`hoem` is not a value of `place`',
    nearest: 'home',
  },
  {
    title: 'two words that are each wider than the other',
    file: 'vocabulary.yaml',
    find: 'paint: { name: paint, is: [use-computer] }',
    put: 'paint: { name: paint, is: [print] }\n  print: { name: print, is: [paint] }',
    code: 'WORD_CIRCLE',
    on: 'paint',
    message: '`paint` and `print` are each wider than the other',
    count: 2,
  },
  {
    title: 'a usual value that the fact cannot have',
    file: 'vocabulary.yaml',
    find: 'ask: Which?,',
    put: 'ask: Which?, usual: reed,',
    code: 'FACT_VALUE',
    on: 'colour',
    message: '`reed` is not a value of `colour`',
    nearest: 'red',
  },
  {
    title: 'a value that is a kind of an unknown one',
    file: 'vocabulary.yaml',
    find: 'is: [red]',
    put: 'is: [rde]',
    code: 'WORD_UNKNOWN',
    on: 'colour',
    message: '`rde` is not declared',
    nearest: 'red',
  },
  {
    title: 'a type of fact that there is not',
    file: 'vocabulary.yaml',
    find: 'values: { red: { name: red }, dark-red: { name: dark red, is: [red] } }',
    put: 'type: bolean',
    code: 'SHAPE',
    on: 'colour',
    message: '`type` must be one of `boolean`, `number`, `choice`, `roles`',
    nearest: 'boolean',
  },
  {
    title: 'a word declared twice',
    file: 'vocabulary.yaml',
    find: 'acts:',
    put: 'roles:\n  coach: { name: coach }\nacts:',
    code: 'WORD_TWICE',
    blames: pack,
    on: 'coach',
    message: '`coach` is declared twice',
  },
  {
    title: 'two clauses that each go before the other',
    file: use,
    find: '    tags: [bad-use]\n',
    put: '    tags: [bad-use]\n    overrides: [may-play]\n',
    code: 'OVERRIDE_CIRCLE',
    on: 'overrides: [may-play]',
    message: '`no-play` and `may-play` each go before the other',
    count: 2,
  },
  {
    title: 'three clauses that go before each other in a ring',
    file: use,
    find: '  - id: lift',
    put: '  - { id: third, text: A third., forbid: keep-files, overrides: [may-play] }\n  - { id: fourth, text: A fourth., forbid: keep-files, overrides: [third], narrows: [fifth] }\n  - { id: fifth, text: A fifth., forbid: keep-files, overrides: [third], narrows: [sixth] }\n  - { id: sixth, text: A sixth., forbid: keep-files, overrides: [fourth] }\n  - id: lift',
    code: 'OVERRIDE_CIRCLE',
    on: 'id: fourth',
    message: '`fourth` and `fifth` each go before the other',
    count: 3,
  },
  {
    title: 'a clause of law without its source',
    file: pack,
    find: 'layers:',
    put: 'law: true\nlayers:',
    code: 'LAW_SOURCE',
    blames: use,
    on: 'id: no-play',
    message: 'clause `no-play` of a law pack has no source',
    count: 6,
  },
  // Files
  {
    title: 'a file of a name like one of a pack’s',
    file: 'agreement.yaml',
    put: '[]\n',
    code: 'FILE_UNEXPECTED',
    message: 'a pack has no file `agreement.yaml`',
    nearest: 'agreements.yaml',
  },
  {
    title: 'a section with another ending',
    file: 'clauses/20-more.yml',
    put: 'section: More\n',
    code: 'FILE_UNEXPECTED',
    message: 'a pack has no file `clauses/20-more.yml`',
    nearest: 'clauses/20-more.yaml',
  },
  {
    title: 'broken YAML',
    file: use,
    find: 'who: [pupil]',
    put: 'who: [pupil',
    code: 'YAML_BROKEN',
    on: 'of: [laptop]',
    message: 'flow sequence in block collection must be sufficiently indented and end with a ]',
  },
];

const edited = ({ file, find, put }: FaultRow): Readonly<Record<string, string>> => {
  const before = good[file] ?? '';
  if (find === undefined) return { ...good, [file]: put };
  assert.ok(before.includes(find), `${file} has no \`${find}\``);
  return { ...good, [file]: before.replace(find, () => put) };
};

const lineOf = (text: string, on: string | undefined) =>
  on === undefined ? 1 : text.slice(0, text.indexOf(on)).split('\n').length;

describe('a pack', () => {
  it('loads where nothing is wrong', () => assert.deepEqual(loaded(good), []));

  for (const row of faults) {
    const { title, file, code, on, message, nearest, count = 1, blames = file } = row;
    it(`does not load with ${title}`, () => {
      const files = edited(row);
      const problems = loaded(files);
      const expected = {
        code,
        file: `good/${blames}`,
        line: lineOf(files[blames] ?? '', on),
        message,
        ...(nearest && { nearest }),
      };
      assert.deepEqual(problems[0], expected);
      assert.equal(problems.length, count, JSON.stringify(problems));
    });
  }
});

describe('hostile files', () => {
  const deep = 100_000;
  let indented = '';
  for (let level = 0; indented.length < 1_000_000; level += 1) indented += `${' '.repeat(level)}a:\n`;
  let dashed = '';
  for (let level = 0; dashed.length < 1_000_000; level += 1) dashed += `${' '.repeat(level)}-\n`;
  const laughs = [
    'a: &a [x, x, x]',
    ...'bcdefghij'
      .split('')
      .map((name, index) => `${name}: &${name} [*${'abcdefghi'[index]}, *${'abcdefghi'[index]}]`),
  ];
  const manifest = good[pack] as string;
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(manifest, 'utf16le')]);
  const hostile: readonly {
    title: string;
    put: string | Uint8Array;
    code: keyof typeof problemCodes;
    line?: number;
    message?: string;
  }[] = [
    {
      title: 'a billion laughs',
      put: laughs.join('\n'),
      code: 'YAML_ALIAS',
      line: 2,
      message: 'alias `*a` is not allowed',
    },
    { title: 'an alias to itself', put: 'a: &a\n  b: *a\n', code: 'YAML_ALIAS', line: 2 },
    { title: 'a merge key', put: 'a: &a { b: 1 }\nc:\n  <<: *a\n', code: 'YAML_ALIAS', line: 3 },
    { title: 'a merge key without an alias', put: `${manifest}<<: { name: other }\n`, code: 'FIELD_UNKNOWN' },
    {
      title: 'a tag of JavaScript',
      put: 'name: !!js/function "() => 1"\n',
      code: 'YAML_TAG',
      message: 'tag `!!js/function` is not allowed',
    },
    { title: 'a tag of Python', put: 'name: !!python/object/apply:os.system ["true"]\n', code: 'YAML_TAG' },
    {
      title: 'a tag of YAML’s own',
      put: 'name: !!binary aGVsbG8=\n',
      code: 'YAML_TAG',
      message: 'tag `!!binary` is not allowed',
    },
    { title: 'a tag of somebody’s', put: 'name: !<tag:example.org,2000:x> y\n', code: 'YAML_TAG' },
    {
      title: 'an older YAML, in which `no` is false',
      put: '%YAML 1.1\n---\nname: no\n',
      code: 'YAML_TAG',
      message: 'a `%YAML` line is not allowed',
    },
    {
      title: 'a key twice',
      put: `${manifest}name: again\n`,
      code: 'YAML_KEY_TWICE',
      line: manifest.split('\n').length,
      message: 'key `name` stands twice',
    },
    { title: 'a key twice, once in quotes', put: 'name: a\n"name": b\n', code: 'YAML_KEY_TWICE', line: 2 },
    {
      title: 'a key that is a map',
      put: '? { a: 1 }\n: 2\n',
      code: 'YAML_KEY_FORBIDDEN',
      message: 'a key must be a plain word',
    },
    {
      title: 'a key that looks like an octal number',
      put: '010: a\n',
      code: 'YAML_KEY_FORBIDDEN',
      message: 'key `010` is not a word; put it in quotes',
    },
    { title: 'a key that is true', put: 'a: 1\ntrue: a\n', code: 'YAML_KEY_FORBIDDEN', line: 2 },
    { title: 'a key that is nothing', put: '~: a\n', code: 'YAML_KEY_FORBIDDEN' },
    {
      title: 'a key that is a date, which is a word',
      put: `${manifest}2022-12-01: a\n`,
      code: 'FIELD_UNKNOWN',
      message: 'unknown field `2022-12-01`',
    },
    { title: 'a very long key', put: `${'k'.repeat(900_000)}: a\n`, code: 'YAML_BROKEN' },
    {
      title: 'one byte more than a file may have',
      put: `# ${'x'.repeat(1024 * 1024 - 1)}`,
      code: 'FILE_TOO_LARGE',
      message: 'file is larger than 1024 KiB',
    },
    { title: 'a list of very many', put: `a: [${'1,'.repeat(500_000)}]\n`, code: 'FILE_TOO_LARGE' },
    { title: 'a list of very many lines', put: '- a\n'.repeat(250_000), code: 'FILE_TOO_LARGE' },
    {
      title: 'a map of very many keys',
      put: Array.from({ length: 70_000 }, (_, index) => `k${index}: 1`).join('\n'),
      code: 'FILE_TOO_LARGE',
    },
    { title: 'very many empty lines', put: '\n'.repeat(1_000_000), code: 'FILE_TOO_LARGE' },
    {
      title: 'open brackets',
      put: '['.repeat(deep),
      code: 'YAML_TOO_DEEP',
      message: 'nesting is deeper than 24 levels',
    },
    {
      title: 'brackets that close',
      put: `a: ${'['.repeat(deep)}${']'.repeat(deep)}\n`,
      code: 'YAML_TOO_DEEP',
    },
    { title: 'braces', put: '{a: '.repeat(deep), code: 'YAML_TOO_DEEP' },
    { title: 'dashes on one line', put: `${'- '.repeat(deep)}a\n`, code: 'YAML_TOO_DEEP' },
    { title: 'question marks on one line', put: `${'? '.repeat(deep)}a\n`, code: 'YAML_TOO_DEEP' },
    { title: 'maps indented ever deeper', put: indented, code: 'YAML_TOO_DEEP', line: 25 },
    { title: 'lists indented ever deeper', put: dashed, code: 'YAML_TOO_DEEP', line: 25 },
    { title: 'very many quotes', put: '"'.repeat(60_000), code: 'YAML_BROKEN' },
    {
      title: 'a NUL',
      put: 'name: a\nschool: b\0c\n',
      code: 'FILE_NOT_TEXT',
      line: 2,
      message: 'file holds a NUL character',
    },
    {
      title: 'bytes that are no UTF-8',
      put: Buffer.from([0x6e, 0x3a, 0x20, 0xc3, 0x28]),
      code: 'FILE_NOT_TEXT',
      message: 'file is not UTF-8 text',
    },
    { title: 'UTF-16', put: utf16, code: 'FILE_NOT_TEXT' },
    { title: 'UTF-16 without its mark', put: utf16.subarray(2), code: 'FILE_NOT_TEXT' },
    { title: 'tabs for indentation', put: 'name:\n\t- a\n', code: 'YAML_BROKEN', line: 2 },
    {
      title: 'two documents',
      put: `${manifest}---\n${manifest}`,
      code: 'YAML_BROKEN',
      message: 'the file holds more than one document',
    },
    { title: 'a bracket that nobody closes', put: 'name: [a\n', code: 'YAML_BROKEN' },
    ...['__proto__', 'constructor', 'prototype'].flatMap((key) => [
      {
        title: `\`${key}\` as a field`,
        put: `${manifest}${key}: { polluted: true }\n`,
        code: 'YAML_KEY_FORBIDDEN' as const,
        message: `key \`${key}\` is not allowed`,
      },
      {
        title: `\`${key}\` in quotes`,
        put: `${manifest}"${key}": { polluted: true }\n`,
        code: 'YAML_KEY_FORBIDDEN' as const,
      },
      {
        title: `\`${key}\` within`,
        put: `${manifest}links: { a: { b: [{ ${key}: 1 }] } }\n`,
        code: 'YAML_KEY_FORBIDDEN' as const,
      },
    ]),
  ];

  for (const { title, put, code, line = undefined, message } of hostile) {
    it(`refuses ${title}, at once and with a message`, () => {
      const folder = folderWith({ ...good, [pack]: put });
      const [started, before] = [performance.now(), process.memoryUsage().heapUsed];
      const { problems } = loadPack(folder, tinyWords, ['law'], 'good');
      assert.ok(performance.now() - started < 1000 * slow, 'took longer than a second');
      assert.ok(process.memoryUsage().heapUsed - before < 150e6, 'took more than 150 MB');
      assert.equal(problems[0]?.code, code, JSON.stringify(problems.slice(0, 3)));
      assert.equal(problems[0]?.file, 'good/pack.yaml');
      if (line !== undefined) assert.equal(problems[0]?.line, line);
      if (message !== undefined) assert.equal(problems[0]?.message, message);
      assert.ok(problems.every((problem) => problem.message.length < 300 && problem.message !== ''));
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    });
  }

  it('refuses prototype keys in every file of a pack', () => {
    for (const file of Object.keys(good)) {
      const text = `${good[file]}`;
      const put =
        file === 'trace.yaml' || file === 'vocabulary.yaml'
          ? `${text}__proto__: { a: 1 }\n`
          : text.replace(/(\{ ?)/, '$1__proto__: 1, ');
      if (put === text) continue;
      assert.equal(loaded({ ...good, [file]: put })[0]?.code, 'YAML_KEY_FORBIDDEN', file);
    }
  });

  it('takes words of objects for ordinary names that nobody declared', () => {
    for (const name of ['toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf']) {
      assert.equal(
        loaded({ ...good, [use]: (good[use] as string).replace('play-games', name) })[0]?.code,
        'ACT_UNKNOWN',
      );
      assert.equal(
        loaded({ ...good, [use]: (good[use] as string).replace('place: on-site', `${name}: true`) })[0]?.code,
        'FACT_UNKNOWN',
      );
      assert.equal(
        loaded({ ...good, [pack]: manifest.replace('rules:', `${name}:`) })[0]?.code,
        'FIELD_UNKNOWN',
      );
    }
  });
});

describe('files as people save them', () => {
  const crlf = Object.fromEntries(
    Object.entries(good).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]),
  );

  it('load with a byte order mark', () =>
    assert.deepEqual(loaded({ ...good, [pack]: `\ufeff${good[pack]}` }), []));
  it('load with lines that end as on Windows', () => assert.deepEqual(loaded(crlf), []));
  it('name the right line with such lines too', () => {
    const text = (crlf[use] as string).replace('forbid: play-games', 'forbid: play-gmaes');
    assert.equal(loaded({ ...crlf, [use]: text })[0]?.line, 5);
  });
  it('load with brackets and dashes in sentences', () => {
    const text = (good[use] as string).replace('No games.', `"${'[{('.repeat(40)} ${'- '.repeat(40)}"`);
    assert.deepEqual(loaded({ ...good, [use]: text }), []);
  });
  it('take yes, no, on and off as the words they are', () => {
    const cases = (good['cases.yaml'] as string).replace('verdict: no', 'verdict: "no"');
    assert.deepEqual(loaded({ ...good, 'cases.yaml': cases }), []);
    for (const word of ['yes', 'no', 'on', 'off', 'y', 'n']) {
      const { problems } = loadPack(
        folderWith({ ...good, [pack]: (good[pack] as string).replace('Use of computers', word) }),
        tinyWords,
        ['law'],
        'good',
      );
      assert.deepEqual(problems, [], word);
    }
  });
  it('load without the files that a pack may do without', () => {
    const { 'pack.yaml': first, [use]: section } = good;
    const alone = (first as string).replace(/doubt:\n.*\n/, '');
    assert.deepEqual(loaded({ 'pack.yaml': alone, [use]: section as string }), []);
    assert.deepEqual(
      loaded({
        ...good,
        'agreements.yaml': '',
        'rulings.yaml': '',
        'cases.yaml': '',
        'trace.yaml': '',
        'vocabulary.yaml': '',
      }),
      [],
    );
  });
});

const first = (folder: string) => loadPack(folder, tinyWords, ['law'], 'good').problems[0];

describe('what is no plain file', () => {
  it('a manifest that is not there', () => {
    const { [pack]: _left, ...rest } = good;
    assert.deepEqual(first(folderWith(rest)), {
      code: 'FILE_MISSING',
      file: 'good/pack.yaml',
      line: 1,
      message: 'file is missing',
    });
  });
  it('a folder that is not there', () =>
    assert.equal(first(join(folderWith(good), 'nowhere'))?.code, 'FILE_MISSING'));
  it('no clauses', () => {
    const { [use]: _left, ...rest } = good;
    const problem = {
      code: 'FILE_MISSING',
      file: 'good/clauses',
      line: 1,
      message: 'a pack needs at least one file of clauses',
    };
    assert.deepEqual(first(folderWith(rest)), problem);
    assert.deepEqual(first(folderWith({ ...rest, clauses: 'a file' })), problem);
  });
  it('a folder with the name of a file', () => {
    const folder = folderWith(good);
    mkdirSync(join(folder, 'clauses/20-folder.yaml'));
    assert.deepEqual(first(folder), {
      code: 'FILE_UNREADABLE',
      file: 'good/clauses/20-folder.yaml',
      line: 1,
      message: 'this is not a plain file',
    });
  });
  it('a link, even to a good file', () => {
    const folder = folderWith(good);
    symlinkSync(join(folder, use), join(folder, 'clauses/20-link.yaml'));
    assert.deepEqual(first(folder), {
      code: 'FILE_UNREADABLE',
      file: 'good/clauses/20-link.yaml',
      line: 1,
      message: 'this is a link, not a plain file',
    });
  });
  it('a link to nothing, in place of a file that a pack may do without', () => {
    const folder = folderWith(good);
    rmSync(join(folder, 'trace.yaml'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'trace.yaml'));
    assert.equal(first(folder)?.code, 'FILE_UNREADABLE');
  });
  it('a file that may not be read', { skip: process.getuid?.() === 0 && 'root may read everything' }, () => {
    const folder = folderWith(good);
    chmodSync(join(folder, pack), 0);
    assert.equal(first(folder)?.code, 'FILE_UNREADABLE');
  });
  it('a file that vanishes while the pack is read', () => {
    const folder = folderWith(good);
    writeFileSync(
      join(folder, 'clauses/20-more.yaml'),
      'section: More\nclauses: [{ id: x, text: X., say: aim }]\n',
    );
    const named = loadPack(folder, tinyWords, ['law'], 'good');
    assert.deepEqual(named.problems, []);
    rmSync(join(folder, 'clauses/20-more.yaml'));
    assert.deepEqual(loadPack(folder, tinyWords, ['law'], 'good').problems, []);
  });
});

describe('a library', () => {
  const folders = (files: Files) => {
    const words = Object.fromEntries(
      Object.entries(tinyVocabulary).map(([kind, text]) => [`vocabulary/${kind}.yaml`, text]),
    );
    const folder = folderWith({
      ...words,
      ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`packs/good/${name}`, text])),
    });
    return { packs: join(folder, 'packs'), vocabulary: join(folder, 'vocabulary') };
  };
  const alone: Files = { ...good, [pack]: (good[pack] as string).replace('layers: [law]\n', '') };

  it('has the packs of a folder by name', () => {
    const library = requireLibrary(folders(alone));
    assert.deepEqual([...library.packs.keys()], ['good']);
    assert.deepEqual(packNames(folders(alone).packs), ['good']);
  });
  it('throws a fault that names the first problem', () => {
    const broken = { ...alone, [use]: (alone[use] as string).replace('play-games', 'play-gmaes') };
    assert.throws(() => requireLibrary(folders(broken)), {
      code: 'PACK_BROKEN',
      message: /good\/clauses\/10-use\.yaml:5: act `play-gmaes` is not declared; did you mean `play-games`\?/,
    });
  });
  it('words a problem as file, line, cause and nearest word', () => {
    assert.equal(wordProblem({ code: 'X', file: 'f', line: 3, message: 'm' }), 'f:3: m');
    assert.equal(
      wordProblem({ code: 'X', file: 'f', line: 3, message: 'm', nearest: 'n' }),
      'f:3: m; did you mean `n`?',
    );
  });
  it('says what is wrong with the common vocabulary', () => {
    const { vocabulary } = folders(alone);
    const folder = folderWith({
      ...Object.fromEntries(
        Object.entries(tinyVocabulary)
          .filter(([kind]) => kind !== 'acts')
          .map(([kind, text]) => [`${kind}.yaml`, text]),
      ),
      'acts/10.yaml': 'one: { name: one }\n',
      'acts/20.yaml': 'one: { name: one }\n',
    });
    assert.deepEqual(readVocabulary(vocabulary).problems, []);
    assert.deepEqual(
      readVocabulary(folder).problems.map(({ code, file, line }) => ({ code, file, line })),
      [{ code: 'WORD_TWICE', file: 'vocabulary/acts/20.yaml', line: 1 }],
    );
    assert.equal(readVocabulary(join(folder, 'nowhere')).problems[0]?.code, 'FILE_MISSING');
  });
  it('loads what the house ships', () =>
    assert.deepEqual(readVocabulary(realFolders.vocabulary).problems, []));
  it('leaves a pack with a problem out and keeps the others', () => {
    const two = folders(alone);
    mkdirSync(join(two.packs, 'bad'));
    writeFileSync(join(two.packs, 'bad/pack.yaml'), 'name: [\n');
    const library = loadLibrary(two);
    assert.deepEqual([...library.packs.keys()], ['good']);
    assert.ok(
      library.problems.length > 0 && library.problems.every((problem) => problem.file.startsWith('bad/')),
    );
  });
});

describe('the codes of problems', () => {
  const seen = new Set<string>([
    ...faults.map((row) => row.code),
    'FILE_MISSING',
    'FILE_UNREADABLE',
    'FILE_TOO_LARGE',
    'FILE_NOT_TEXT',
    'YAML_ALIAS',
    'YAML_TAG',
    'YAML_KEY_FORBIDDEN',
    'YAML_TOO_DEEP',
  ]);
  it('each have a fault that makes them', () => {
    assert.deepEqual(
      Object.keys(problemCodes).filter((code) => !seen.has(code)),
      [],
    );
  });
  it('stand for at least sixty kinds of fault', () => assert.ok(faults.length >= 60));
});
