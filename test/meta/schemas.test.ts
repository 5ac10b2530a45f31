import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { type Schema, schemas } from '../../scripts/documents/schemas.ts';
import { writtenFiles } from '../../scripts/write-docs.ts';
import { filesLike, isThere, readOwn } from '../support/repository.ts';

const published = new Map(
  filesLike('schema/*.schema.json').map(({ path, text }) => [path, JSON.parse(text) as Schema]),
);
const ajv = new Ajv2020({ strict: false, allErrors: true });
for (const schema of published.values()) ajv.addSchema(schema);

const validatorOf = (id: string): ValidateFunction => {
  const validate = ajv.getSchema(id);
  assert.ok(validate, `there is no schema ${id}`);
  return validate;
};

/** Which schema each file of a pack, or of the vocabulary, is held to. */
const schemaOfFile: readonly (readonly [RegExp, string])[] = [
  [/^packs\/[^/]+\/pack\.yaml$/, 'urn:gatehouse:schema:pack'],
  [/^packs\/[^/]+\/clauses\/[^/]+\.yaml$/, 'urn:gatehouse:schema:section'],
  [/^packs\/[^/]+\/agreements\.yaml$/, 'urn:gatehouse:schema:agreements'],
  [/^packs\/[^/]+\/rulings\.yaml$/, 'urn:gatehouse:schema:rulings'],
  [/^packs\/[^/]+\/cases\.yaml$/, 'urn:gatehouse:schema:cases'],
  [/^packs\/[^/]+\/trace\.yaml$/, 'urn:gatehouse:schema:trace'],
  [/^packs\/[^/]+\/vocabulary\.yaml$/, 'urn:gatehouse:schema:vocabulary'],
  [/^vocabulary\/acts\/[^/]+\.yaml$/, 'urn:gatehouse:schema:vocabulary#/$defs/acts'],
  [/^vocabulary\/things\.yaml$/, 'urn:gatehouse:schema:vocabulary#/$defs/things'],
  [/^vocabulary\/events\.yaml$/, 'urn:gatehouse:schema:vocabulary#/$defs/events'],
  [/^vocabulary\/facts\.yaml$/, 'urn:gatehouse:schema:vocabulary#/$defs/facts'],
  [/^vocabulary\/roles\.yaml$/, 'urn:gatehouse:schema:vocabulary#/$defs/roles'],
  [/^vocabulary\/registers\.yaml$/, 'urn:gatehouse:schema:vocabulary#/$defs/registers'],
];

/** Tables of a law pack that the linter reads; no school writes them. */
const withoutSchema = /^packs\/law-[^/]+\/(editions|clocks)\.yaml$/;

const section = (clause: Schema) => ({ section: 'Passwords', clauses: [clause] });
const clause = { id: 'no-sharing', text: 'Do not tell anybody your password.', forbid: 'share-password' };

describe('schemas', () => {
  it('the published schemas are what the code makes of them', () => {
    for (const [path, content] of writtenFiles()) {
      if (!path.startsWith('schema/')) continue;
      assert.ok(readOwn(path) === content, `${path} is not current: run \`node scripts/write-docs.ts\``);
    }
    assert.equal(published.size, schemas().size, 'schema/ holds a file that nothing writes');
  });

  it('each says what it is', () => {
    for (const [path, schema] of published) {
      assert.equal(schema['$schema'], 'https://json-schema.org/draft/2020-12/schema', path);
      assert.match(String(schema['$id']), /^urn:gatehouse:schema:[a-z]+$/, path);
      assert.match(String(schema['title']), /\S/, path);
      assert.ok(ajv.validateSchema(schema), `${path} is JSON Schema 2020-12`);
    }
  });

  for (const { path, text } of [
    ...filesLike('packs/**/*.yaml'),
    ...filesLike('vocabulary/{*,acts/*}.yaml'),
  ]) {
    if (withoutSchema.test(path)) continue;
    it(`${path} fits its schema`, () => {
      const id = schemaOfFile.find(([pattern]) => pattern.test(path))?.[1];
      assert.ok(id, `no schema is meant for ${path}`);
      const validate = validatorOf(id);
      assert.ok(validate(parse(text)), `${path}: ${ajv.errorsText(validate.errors)}`);
    });
  }

  const refused: readonly (readonly [string, string, unknown])[] = [
    ['a clause with two verbs', 'section', section({ ...clause, allow: 'share-password' })],
    ['a clause without a verb', 'section', section({ id: 'no-sharing', text: 'Do not.' })],
    ['a field of another verb', 'section', section({ ...clause, to: { any: ['headteacher'] } })],
    ['an id with capitals', 'section', section({ ...clause, id: 'NoSharing' })],
    ['a strength that is none', 'section', section({ ...clause, strength: 'perhaps' })],
    ['a pack without a school', 'pack', { name: 'ICT', covers: ['staff'], roles: {} }],
    [
      'a ruling without a reason',
      'rulings',
      [{ id: 'wifi', settles: ['wifi-head'], verdict: 'yes', by: 'headteacher', on: '2026-09-01' }],
    ],
    [
      'a case that expects no verdict there is',
      'cases',
      [{ id: 'one', ask: 'May I?', as: ['staff'], expect: { verdict: 'maybe' } }],
    ],
    ['a trace to nothing', 'trace', { 'S2-001': [] }],
    ['a word without a name', 'vocabulary', { acts: { juggle: { words: ['juggling'] } } }],
    ['a kind of word that is none', 'vocabulary', { verbs: { juggle: { name: 'juggle' } } }],
  ];
  for (const [what, name, data] of refused) {
    it(`${what} does not fit`, () => assert.equal(validatorOf(`urn:gatehouse:schema:${name}`)(data), false));
  }

  it('a clause as the guide writes it fits', () => {
    const validate = validatorOf('urn:gatehouse:schema:section');
    assert.ok(validate(section(clause)), ajv.errorsText(validate.errors));
  });

  it('the hint for editors names files that exist', () => {
    const hints = [
      ...readOwn('docs/packs.md').matchAll(/yaml-language-server: \$schema=(?:\.\.\/)+(schema\/[\w.-]+)/g),
    ];
    assert.ok(hints.length > 0, 'docs/packs.md says how an editor finds the schemas');
    for (const [, path] of hints)
      assert.ok(isThere(String(path)), `docs/packs.md names ${path}, which is not there`);
  });
});
