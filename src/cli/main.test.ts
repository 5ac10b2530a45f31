import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { run, type Told } from '../../test/support/command.ts';
import { folderWith } from '../../test/support/folders.ts';
import { tinyVocabulary } from '../../test/support/packs.ts';

/** Two little packs and few words: most commands need no more, and load them at once. */
const little = folderWith({
  ...Object.fromEntries(
    Object.entries(tinyVocabulary).map(([kind, words]) => [`vocabulary/${kind}.yaml`, words]),
  ),
  'packs/little/pack.yaml':
    'name: Use of computers\nschool: Little School\ndocument: Rules, 2025\ncovers: [staff]\nroles: { head: {} }\n',
  'packs/little/clauses/10.yaml':
    'section: All\nclauses:\n  - { id: games, forbid: play-games, text: No games. }\n  - { id: own, allow: connect-own-device, from: unnamed, text: Ask first. }\n',
  'packs/little/cases.yaml':
    '- { id: L-1, ask: May I play?, as: [staff], act: play-games, expect: { verdict: "no", clauses: [games] } }\n',
  'packs/brief/pack.yaml':
    'name: ICT\nschool: Brief School\ndocument: Rules, 2024\ncovers: [staff]\nroles: { head: {} }\n',
  'packs/brief/clauses/10.yaml':
    'section: All\nclauses:\n  - { id: games, allow: play-games, text: Play. }\n',
});
const env = { GATEHOUSE_PACKS: join(little, 'packs'), GATEHOUSE_VOCABULARY: join(little, 'vocabulary') };
const told = (args: string): Promise<Told> => run(args.split(' '), { env });
const json = (said: Told) => JSON.parse(said.out);

/** A folder of packs with one that is broken, beside the vocabulary that is shared. */
const broken = folderWith({
  'broken/pack.yaml': 'name: A policy\nschool: A school\ndocument: Rules, 2025\ncovers: [staf]\nroles: {}\n',
  'broken/clauses/10.yaml': 'section: All\nclauses:\n  - { id: one, forbid: use-wifii, text: No wifi. }\n',
});

const commands = [
  '',
  'start',
  'policy',
  'policy check',
  'policy test',
  'policy lint',
  'policy compare',
  'policy trace',
  'policy export',
  'vocabulary',
  'ask',
  'edition',
  'edition publish',
  'edition list',
  'gaps',
  'store',
  'store backup',
  'store restore',
];

describe('the command line', { concurrency: 2 }, () => {
  it('helps with each command', async () => {
    for (const command of commands) {
      const said = await run([...command.split(' ').filter(Boolean), '--help']);
      assert.equal(said.ended, 'done', command);
      assert.match(said.out, new RegExp(`^Usage: gatehouse ?${command}`), command);
      assert.equal(said.err, '');
    }
  });

  const outcomes: readonly (readonly [string, string, RegExp, RegExp])[] = [
    // args, how it ends, on standard output, on standard error
    ['policy check little', 'done', /little +1 +2 +0 +1\nAll load\./s, /^$/],
    ['policy check some/packs/little/', 'done', /All load\./, /^$/],
    ['policy check litle', 'invalid', /^$/, /there is no pack `litle`\npacks are: brief, little\n$/],
    ['policy test little', 'done', /^(\d+) of \1 cases hold\.\n$/, /^$/],
    ['policy test nowhere', 'invalid', /^$/, /there is no pack `nowhere`/],
    ['policy lint little', 'done', /Little School: \d+ findings/, /^$/],
    ['policy compare little brief', 'done', /\d+ the same, \d+ differ, \d+ only at Little School/, /^$/],
    ['policy compare little', 'invalid', /^$/, /missing required argument 'other'/],
    ['policy compare little bref', 'invalid', /^$/, /there is no pack `bref`/],
    ['policy trace little', 'invalid', /^$/, /required option '--catalogue/],
    ['policy trace --catalogue /nowhere', 'invalid', /^$/, /there is no folder `\/nowhere`/],
    ['policy export little --to cedar', 'done', /^\/\/|permit|forbid/, /have no place in Cedar/],
    ['policy export little --to word', 'invalid', /^$/, /there is no form `word`/],
    ['policy chek', 'invalid', /^$/, /unknown command 'chek'\n\(Did you mean check\?\)/],
    ['polcy', 'invalid', /^$/, /unknown command 'polcy'\n\(Did you mean policy\?\)/],
    ['policy check --jsn', 'invalid', /^$/, /unknown option '--jsn'\n\(Did you mean --json\?\)/],
    ['vocabulary', 'done', /Acts \(\d+\)\n/, /^$/],
    ['vocabulary --pack litle', 'invalid', /^$/, /packs are:/],
    ['start --port many', 'invalid', /^$/, /'many' is invalid/],
    ['edition publish little --from 2026-02-30', 'invalid', /^$/, /a day that exists/],
    ['edition publish little --change huge', 'invalid', /^$/, /minor, material/],
    ['store restore', 'invalid', /^$/, /missing required argument 'file'/],
  ];
  for (const [args, ended, out, err] of outcomes) {
    it(`\`gatehouse ${args}\` ends as ${ended}`, async () => {
      const said = await told(args);
      assert.equal(said.ended, ended, said.err);
      assert.match(said.out, out);
      assert.match(said.err, err);
      assert.doesNotMatch(said.err, /\n +at /, 'no trace');
    });
  }

  const shapes: readonly (readonly [string, (data: never) => boolean])[] = [
    ['policy check --json little', (data: { packs: { pack: string }[] }) => data.packs[0]?.pack === 'little'],
    [
      'policy test --json little',
      (data: { cases: { holds: boolean }[] }[]) => data[0]?.cases.every(({ holds }) => holds) === true,
    ],
    [
      'policy lint --json little',
      (data: { pack: string; findings: unknown[] }[]) =>
        data[0]?.pack === 'little' && data[0].findings.length > 0,
    ],
    [
      'policy compare --json little brief',
      (data: { one: string[] }[]) => data.some(({ one }) => one.length > 0),
    ],
    ['policy export little --to json', (data: { clauses: unknown[] }) => data.clauses.length > 0],
    ['policy export little --to odrl', (data: Record<string, unknown>) => '@context' in data],
    ['vocabulary --json', (data: { acts: unknown[] }) => data.acts.length > 0],
    [
      'ask --json --pack little --as staff --fact place=home play-games',
      (data: { verdict: string }) => data.verdict !== undefined,
    ],
  ];
  for (const [args, holds] of shapes) {
    it(`\`gatehouse ${args}\` is JSON`, async () => {
      const said = await told(args);
      assert.equal(said.ended, 'done', said.err);
      assert.ok(holds(json(said) as never));
    });
  }

  it('names file, line and the nearest word of a pack that is broken', async () => {
    const said = await run(['policy', 'check'], { env: { GATEHOUSE_PACKS: broken } });
    assert.equal(said.ended, 'invalid');
    assert.match(said.out, /broken\/pack\.yaml:4.*`staf`.*staff/);
    assert.match(said.out, /broken\/clauses\/10\.yaml:3.*`use-wifii`.*use-wifi/);
    assert.match(said.out, /2 problems\.\n$/);
    const asked = await run(['ask', '--pack', 'broken', '--as', 'staff', 'wifi'], {
      env: { GATEHOUSE_PACKS: broken },
    });
    assert.equal(asked.ended, 'invalid');
    assert.doesNotMatch(asked.err, /\n +at /);
  });

  it('says that its rules are not all traced', async () => {
    const catalogue = folderWith({ 'S1.jsonl': '{"id":"S1-001"}\n{"id":"S1-9999"}\n' });
    const said = await told(`policy trace little --catalogue ${catalogue}`);
    assert.notEqual(said.ended, 'done');
    assert.doesNotMatch(said.err, /\n +at /);
  });
});

const ask = (...args: readonly string[]) => run(['ask', '--pack', 'hunwick', ...args]);

describe('`gatehouse ask`', { concurrency: 2 }, () => {
  it('answers in plain English, with the sentence that decides', async () => {
    const said = await ask('--as', 'staff', '--fact', 'stores-data=yes', 'can I take my laptop home?');
    assert.equal(said.ended, 'done');
    assert.match(said.out, /take school equipment off site\?\n\n {2}ASK THE IT MANAGER OR THE HEADTEACHER/);
    assert.match(said.out, /2\.23 {2}“A device that can store data/);
  });

  it('says what it depends on, and how to say it', async () => {
    const said = await ask('--as', 'staff', 'can I take my laptop home?');
    assert.match(said.out, /IT DEPENDS[\s\S]*--fact NAME=VALUE: stores-data/);
  });

  const refusals: readonly (readonly [readonly string[], string, RegExp])[] = [
    [['--as', 'staff'], 'invalid', /no question was given/],
    [['can I take my laptop home?'], 'invalid', /who is asking was not given/],
    [['--as', 'stafff', 'can I take my laptop home?'], 'invalid', /did you mean `staff`/],
    [
      ['--as', 'staff', '--fact', 'stores-data', 'can I take my laptop home?'],
      'invalid',
      /`stores-data` is not a fact with a value/,
    ],
    [
      ['--as', 'staff', '--fact', 'store-data=yes', 'can I take my laptop home?'],
      'invalid',
      /did you mean `stores-data`/,
    ],
    [
      ['--as', 'staff', '--fact', 'stores-data=perhaps', 'can I take my laptop home?'],
      'invalid',
      /`perhaps` is not a value/,
    ],
  ];
  for (const [args, ended, err] of refusals) {
    it(`${args.join(' ')} ends as ${ended}`, async () => {
      const said = await ask(...args);
      assert.equal(said.ended, ended);
      assert.match(said.err, err);
      assert.doesNotMatch(said.err, /\n +at /);
    });
  }

  it('what nothing fits is refused', async () => {
    const said = await ask('--as', 'staff', 'zzzz qqqq');
    assert.equal(said.ended, 'refused');
  });
});

const batch = async (...lines: readonly string[]) => {
  const said = await run(['ask', '--pack', 'hunwick', '--batch'], { input: lines.join('\n') });
  return {
    ...said,
    lines: said.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  };
};

describe('`gatehouse ask --batch`', { concurrency: 2 }, () => {
  const asked = { as: ['staff'], act: 'take-equipment-off-site', facts: { 'stores-data': true } };

  it('answers a line with a line', async () => {
    const said = await batch(
      JSON.stringify({ id: 'a', ...asked }),
      '',
      `  ${JSON.stringify({ ...asked, as: 'staff' })}  `,
      JSON.stringify({ id: 3, as: ['staff'], event: 'email-mis-sent', mode: 'may' }),
      '\r',
    );
    assert.equal(said.ended, 'done', said.err);
    assert.deepEqual(
      said.lines.map(({ id, line, verdict }) => [id, line, verdict]),
      [
        ['a', undefined, 'ask'],
        [undefined, 3, 'ask'],
        [3, undefined, 'silent'],
      ],
    );
    assert.deepEqual(said.lines[0].ask, { mode: 'any', roles: ['it-manager', 'headteacher'] });
    assert.deepEqual(said.lines[0].deciding, ['loans']);
  });

  const strange: readonly (readonly [string, string])[] = [
    ['is cut off', '{"as":["staff"],"act":'],
    ['is no map', '["staff"]'],
    ['is null', 'null'],
    ['is a number', '7'],
    ['says nobody', '{"act":"use-wifi"}'],
    ['has a number for a role', '{"as":[1],"act":"use-wifi"}'],
    ['has a number for an act', '{"as":["staff"],"act":5}'],
    ['has a map for an event', '{"as":["staff"],"event":{}}'],
    ['has a list for a thing', '{"as":["staff"],"act":"use-wifi","thing":[]}'],
    ['has a list of facts', '{"as":["staff"],"act":"use-wifi","facts":[]}'],
    ['has text for facts', '{"as":["staff"],"act":"use-wifi","facts":"x"}'],
    ['has a map of permissions', '{"as":["staff"],"act":"use-wifi","permissions":{}}'],
    ['has a permission of nobody', '{"as":["staff"],"act":"use-wifi","permissions":[{}]}'],
    ['has null for a permission', '{"as":["staff"],"act":"use-wifi","permissions":[null]}'],
    ['has an unknown mode', '{"as":["staff"],"act":"use-wifi","mode":"might"}'],
    ['has an unknown act', '{"as":["staff"],"act":"use-wifii"}'],
    ['has an unknown role', '{"as":["stafff"],"act":"use-wifi"}'],
    ['has an unknown fact', '{"as":["staff"],"act":"use-wifi","facts":{"nothing":1}}'],
    ['has a fact of another kind', '{"as":["staff"],"act":"use-wifi","facts":{"place":{"a":1}}}'],
    [
      'names a prototype',
      '{"as":["staff"],"act":"use-wifi","facts":{"__proto__":{"place":"home"},"constructor":1}}',
    ],
    ['has both', '{"as":["staff"],"act":"use-wifi","event":"device-lost"}'],
    ['has neither', '{"as":["staff"]}'],
    ['has a null character', '{"as":["staff"],"act":"\\u0000"}'],
  ];
  it('tells of each line that it does not understand, and answers the rest', async () => {
    const said = await batch(...strange.map(([, line]) => line), JSON.stringify({ id: 'last', ...asked }));
    assert.equal(said.ended, 'invalid');
    assert.match(said.err, /some questions could not be understood/);
    assert.doesNotMatch(said.err, /\n +at /);
    assert.equal(said.lines.length, strange.length + 1);
    for (const [index, [what]] of strange.entries())
      assert.ok(said.lines[index].problems?.length > 0, `${what}: ${JSON.stringify(said.lines[index])}`);
    assert.equal(said.lines.at(-1).verdict, 'ask');
  });

  it('ten thousand lines go through a pipe', async () => {
    const lines = Array.from({ length: 10_000 }, (_, id) => JSON.stringify({ id, ...asked }));
    const said = await batch(...lines);
    assert.equal(said.ended, 'done');
    assert.deepEqual(
      said.lines.map(({ id }) => id),
      lines.map((_, id) => id),
    );
    assert.ok(said.lines.every(({ verdict }) => verdict === 'ask'));
  });

  it('waits for a pipe that takes its time, and stops where nobody reads', async () => {
    const slow = await run(['ask', '--pack', 'hunwick', '--batch'], { input: JSON.stringify(asked) });
    assert.equal(slow.ended, 'done');
    const nothing = await run(['ask', '--pack', 'hunwick', '--batch']);
    assert.deepEqual([nothing.ended, nothing.out], ['done', '']);
  });
});
