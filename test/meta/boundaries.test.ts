import assert from 'node:assert/strict';
import { basename, dirname, extname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';
import { filesLike, lineOf, withoutComments } from '../support/repository.ts';

/** The rooms, low to high. A room may use those before it. */
const rooms = [
  'kernel',
  'store',
  'ledger',
  'policy',
  'deadlines',
  'editions',
  'people',
  'mail',
  'accounts',
  'roster',
  'agreements',
  'registers',
  'permissions',
  'reports',
  'intake',
  'verdicts',
  'sample',
  'web',
  'cli',
] as const;
type Room = (typeof rooms)[number];

interface Import {
  readonly at: string;
  /** Where the importing file is. */
  readonly path: string;
  readonly room: Room;
  /** As it is written. */
  readonly from: string;
  /** Path from the top of the repository, for an import of a file of ours. */
  readonly target: string | undefined;
}

const files = filesLike('src/**/*.ts').map(({ path, text }) => ({
  path,
  text: withoutComments(text),
  isTest: path.endsWith('.test.ts'),
}));
const running = files.filter((file) => !file.isTest);
const roomOf = (path: string): Room => path.split('/')[1] as Room;

const importsOf = (chosen: typeof files): Import[] =>
  chosen.flatMap(({ path, text }) =>
    [...text.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => {
      const from = String(match[1]);
      const target = from.startsWith('.') ? normalize(join(dirname(path), from)) : undefined;
      return { at: `${path}:${lineOf(text, match.index)}`, path, room: roomOf(path), from, target };
    }),
  );

const imports = importsOf(running);
const importsOfTests = importsOf(files.filter((file) => file.isTest));

/** Places where a pattern stands in code that runs, outside the files that may have it. */
const placesOf = (pattern: RegExp, isAllowed: (path: string) => boolean): string[] =>
  running
    .filter(({ path }) => !isAllowed(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(pattern)].map((match) => `${path}:${lineOf(text, match.index)}`),
    );

const mayHoldSql = (path: string): boolean =>
  path.startsWith('src/store/') || basename(path) === 'records.ts';
const only = (allowed: string) => (path: string) => path === allowed;

/** A package may be used in some places only. */
const packagesOf: readonly (readonly [RegExp, string, (path: string) => boolean])[] = [
  [/^(fastify|@fastify\/.*)$/, 'web/', (path) => path.startsWith('src/web/')],
  [/^kysely$/, 'store/ and records.ts', mayHoldSql],
  [
    /^(pg|@electric-sql\/.*|node:sqlite|node:worker_threads)$/,
    'store/',
    (path) => path.startsWith('src/store/'),
  ],
  [/^commander$/, 'cli/', (path) => path.startsWith('src/cli/')],
  [/^(minisearch|stemmer|ajv)$/, 'policy/', (path) => path.startsWith('src/policy/')],
  [/^nodemailer$/, 'mail/', (path) => path.startsWith('src/mail/')],
  [
    /^(@simplewebauthn\/server|openid-client|otpauth)$/,
    'accounts/',
    (path) => path.startsWith('src/accounts/'),
  ],
  [/^(csv-parse.*|yauzl)$/, 'roster/', (path) => path.startsWith('src/roster/')],
  [/^(smtp-server|postal-mime)$/, 'intake/', (path) => path.startsWith('src/intake/')],
  [/^pdfkit$/, 'agreements/', (path) => path.startsWith('src/agreements/')],
];

describe('boundaries', () => {
  it('every file of src is in a room', () => {
    for (const { path } of files) {
      assert.ok(rooms.includes(roomOf(path)), `${path} is in no room: rooms are ${rooms.join(', ')}`);
    }
  });

  it('every room has a front door and says what it is for', () => {
    for (const room of rooms.filter((each) => each !== 'cli')) {
      assert.equal(filesLike(`src/${room}/index.ts`).length, 1, `src/${room} has no index.ts`);
    }
    for (const room of rooms)
      assert.equal(filesLike(`src/${room}/README.md`).length, 1, `src/${room} has no README.md`);
  });

  it('a room uses only itself and rooms before it', () => {
    assert.ok(imports.length > 200, 'imports are found');
    for (const { at, room, target } of imports) {
      if (target === undefined) continue;
      assert.ok(target.startsWith('src/'), `${at} imports ${target}: what runs imports from src alone`);
      const other = roomOf(target);
      assert.ok(
        rooms.indexOf(other) <= rooms.indexOf(room),
        `${at} imports from ${other}, which comes after ${room}: data flows one way, ${rooms.join(' < ')}`,
      );
    }
  });

  it('a room is entered by its front door', () => {
    for (const { at, room, target } of imports) {
      if (target === undefined || roomOf(target) === room) continue;
      assert.equal(
        target,
        `src/${roomOf(target)}/index.ts`,
        `${at} imports ${target}: enter ${roomOf(target)} by its index.ts`,
      );
    }
  });

  it('a test beside a file enters other rooms as the file may', () => {
    for (const { at, room, target } of importsOfTests) {
      if (target === undefined || !target.startsWith('src/')) continue;
      const other = roomOf(target);
      assert.ok(
        rooms.indexOf(other) <= rooms.indexOf(room),
        `${at} imports from ${other}, which comes after ${room}`,
      );
    }
  });

  it('policy decides with nothing but kernel beneath it', () => {
    for (const { at, room, target } of imports) {
      if (room !== 'policy' || target === undefined) continue;
      assert.ok(
        ['policy', 'kernel'].includes(roomOf(target)),
        `${at} imports ${target}: policy knows no store, clock or page`,
      );
    }
    assert.deepEqual(
      placesOf(
        /\b(systemClock|frozenClock|Math\.random|randomBytes|newId)\b/g,
        (path) => !path.startsWith('src/policy/'),
      ),
      [],
      'policy takes neither time nor chance: the same question gets the same answer',
    );
  });

  for (const [pattern, where, isAllowed] of packagesOf) {
    it(`${String(pattern).slice(2, -2).replaceAll('\\', '')} stands only in ${where}`, () => {
      for (const { at, path, from } of imports) {
        if (pattern.test(from))
          assert.ok(isAllowed(path), `${at} imports ${from}, which belongs in ${where}`);
      }
    });
  }

  it('SQL is written only in store/ and records.ts', () => {
    const builders =
      /\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql`|\b(select|insert into|delete from|update) [\w*, ]+ (from|set|values)\b/g;
    assert.deepEqual(placesOf(builders, mayHoldSql), [], 'write the query in the records.ts of the room');
  });

  it('the environment is read only in cli/config.ts', () => {
    assert.deepEqual(
      placesOf(/\bprocess\.env\b/g, only('src/cli/config.ts')),
      [],
      'hand the value in from cli/config.ts',
    );
  });

  it('the time is read only in kernel/clock.ts', () => {
    assert.deepEqual(
      placesOf(/\bnew Date\(\s*\)|\bDate\.now\b/g, only('src/kernel/clock.ts')),
      [],
      'take a Clock and ask it',
    );
  });

  it('everything is exported by its name', () => {
    const every = [...files, ...filesLike('{test,scripts,bench}/**/*.ts')];
    const found = every
      .filter(({ text }) => /^export default\b|^export \{[^}]*\bas default\b/m.test(text))
      .map(({ path }) => path);
    assert.deepEqual(found, [], 'a default export has no name to search for: export by name');
  });

  it('nothing is `any`', () => {
    const pattern = /(?:[:<|&(,]\s*|\bas )any\b(?!['\w:-])(?!\s*:)/g;
    assert.deepEqual(
      placesOf(pattern, () => false),
      [],
      'say what it is, or `unknown`',
    );
  });

  it('no file or folder is named for being left over', () => {
    const leftOver = /^(utils?|helpers?|commons?|services?|types?|constants?|misc)$/;
    for (const { path } of [...files, ...filesLike('{test,scripts,bench}/**/*.ts')]) {
      const names = path.split('/').map((part) => part.slice(0, part.length - extname(part).length) || part);
      const found = names.find((name) => leftOver.test(name));
      assert.equal(
        found,
        undefined,
        `${path}: \`${found}\` says nothing of what is in it; the thing is in the wrong room`,
      );
    }
  });
});
