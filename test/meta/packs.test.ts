import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { join } from 'node:path';
import {
  clausesOf,
  compile,
  loadLibrary,
  type Pack,
  packNames,
  runCases,
  wordProblem,
} from '../../src/policy/index.ts';
import { readOwn, root } from '../support/repository.ts';

const folders = { packs: join(root, 'packs'), vocabulary: join(root, 'vocabulary') };
const library = loadLibrary(folders);
const packs = [...library.packs.values()];
const schools = packs.filter((pack) => !pack.isLaw);
const lawBeneath = (pack: Pack) => pack.layers.map((name) => library.packs.get(name) as Pack);

/** Words of a clause as they would be read aloud. */
const spoken = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

describe('packs', () => {
  it('every pack loads', () => {
    assert.deepEqual(library.problems.map(wordProblem), []);
    assert.equal(packs.length, packNames(folders.packs).length);
    assert.ok(schools.length >= 5 && packs.length > schools.length, 'the five schools and the law are there');
  });

  for (const pack of packs) {
    describe(pack.key, () => {
      it('its cases hold', () => {
        const results = runCases(compile(pack, lawBeneath(pack)));
        assert.ok(results.length > 0, `${pack.key} has no cases`);
        const differing = results.filter((result) => result.differences.length > 0);
        assert.deepEqual(
          differing.map((result) => `${result.case.id}: ${result.differences.join('; ')}`),
          [],
        );
      });

      it('no clause repeats another', () => {
        const seen = new Map<string, string>();
        for (const clause of clausesOf(pack)) {
          const text = spoken(clause.text);
          assert.equal(seen.get(text), undefined, `${clause.id} has the text of ${seen.get(text)}`);
          seen.set(text, clause.id);
        }
      });

      it('every clause of its forms exists', () => {
        const ids = new Set(clausesOf(pack).map((clause) => clause.id));
        for (const form of pack.agreements) {
          assert.ok(form.clauses.length > 0, `the form ${form.id} has no clauses`);
          assert.deepEqual(
            form.clauses.filter((id) => !ids.has(id)),
            [],
            `the form ${form.id} names clauses that are not there`,
          );
          assert.equal(
            new Set(form.clauses).size,
            form.clauses.length,
            `the form ${form.id} names a clause twice`,
          );
        }
      });

      it('its README says whose it is', () => {
        const readme = readOwn(`packs/${pack.key}/README.md`).replace(/\s+/g, ' ');
        if (pack.isLaw)
          return assert.match(readme, /not legal advice/, 'a pack of law says that it is no legal advice');
        assert.match(readme, /\b[Oo]ur reading\b/, 'it says that it is our reading of a published policy');
        assert.match(
          readme,
          /\bnot (it is )?the school's\b|\bIt is not the school's\b/,
          "it says that it is not the school's own document",
        );
      });
    });
  }

  for (const pack of schools) {
    it(`${pack.key}: its trace is whole in itself`, () => {
      const rules = [...pack.trace.keys()].map((rule) => rule.match(/^([A-Z]\d+)-(\d{3})$/));
      assert.ok(
        rules.every((rule) => rule !== null),
        'every traced rule has an id of the catalogue, like S2-014',
      );
      assert.equal(new Set(rules.map((rule) => rule?.[1])).size, 1, 'all rules are of one catalogue');
      const numbers = new Set(rules.map((rule) => Number(rule?.[2])));
      const last = Math.max(...numbers);
      const missing = Array.from({ length: last }, (_, index) => index + 1).filter(
        (number) => !numbers.has(number),
      );
      assert.deepEqual(missing, [], 'no rule between the first and the last is left out');
      const ids = new Set(clausesOf(pack).map((clause) => clause.id));
      for (const [rule, { clauses, none }] of pack.trace) {
        assert.ok(clauses.length > 0 || none !== undefined, `${rule} is traced to nothing, without a reason`);
        for (const id of clauses) assert.ok(ids.has(id), `${rule} is traced to ${id}, which is no clause`);
      }
    });

    it(`${pack.key}: the law lies beneath it`, () => {
      assert.ok(
        lawBeneath(pack).some((law) => law?.isLaw),
        'its layers name a pack of law',
      );
    });
  }
});
