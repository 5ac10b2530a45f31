import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { folderWith } from '../../test/support/folders.ts';
import { packOf, realPolicies } from '../../test/support/packs.ts';
import { type Pack, readCatalogue, traceAgainst } from './index.ts';

const traced = (trace: Record<string, { clauses: string[]; none?: string }>): Pack => ({
  ...packOf({ clauses: [{ id: 'ban', forbid: 'play-games' }] }),
  trace: new Map(Object.entries(trace)),
});
const ban = { clauses: ['ban'] };
const catalogue = new Map([
  ['S1', ['S1-1', 'S1-2', 'S1-3']],
  ['S2', ['S2-1']],
]);

describe('a catalogue', () => {
  it('is read from files of JSON lines, by the prefix of each rule', () => {
    const folder = folderWith({
      'b.jsonl': '{"id":"S1-2"}\n\n{"id":"S2-1"}\n',
      'a.jsonl': '{"id":"S1-1"}',
      'notes.md': 'no rules',
    });
    assert.deepEqual(
      [...readCatalogue(folder)],
      [
        ['S1', ['S1-1', 'S1-2']],
        ['S2', ['S2-1']],
      ],
    );
  });
  it('that is not there is a fault', () => {
    assert.throws(() => readCatalogue(join(folderWith({}), 'nowhere')), { code: 'CATALOGUE_MISSING' });
  });
});

const of = (trace: Parameters<typeof traced>[0]) => traceAgainst(traced(trace), catalogue);

describe('a trace', () => {
  it('counts what is carried, what needs no clause, what is missing and what there is not', () => {
    assert.deepEqual(of({ 'S1-1': ban, 'S1-2': { clauses: [], none: 'A name.' }, 'S1-9': ban }), {
      pack: 'tiny',
      rules: 3,
      traced: 2,
      without: 1,
      missing: ['S1-3'],
      unknown: ['S1-9'],
    });
  });
  it('is held against the catalogue whose rules it names most', () => {
    assert.equal(of({ 'S2-1': ban, 'S1-1': ban, 'S1-2': ban })?.rules, 3);
  });
  it('of nothing is held against nothing', () => assert.equal(of({}), undefined));
  it('of another catalogue is held against nothing', () => assert.equal(of({ 'S9-1': ban }), undefined));
  it('of a real pack names clauses that there are, or says why none is needed', () => {
    for (const { pack, rules } of realPolicies().policies) {
      for (const [rule, { clauses, none }] of pack.trace) {
        assert.ok(clauses.length > 0 !== (none !== undefined), `${pack.key} ${rule}`);
        for (const id of clauses) assert.ok(rules.has(id), `${pack.key} ${rule}: ${id}`);
      }
    }
  });
});
