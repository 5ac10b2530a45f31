import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { root } from '../../test/support/repository.ts';
import { Fault } from '../kernel/index.ts';
import { readDuration } from './policy-clock.ts';

/** Every value of `within`, `lasts` and `every`, at any depth of what a pack's files hold. */
function durationsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(durationsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    ['within', 'lasts', 'every'].includes(name) && typeof inner === 'string' ? [inner] : durationsIn(inner),
  );
}

const found = globSync('packs/*/{pack,agreements,clauses/*}.yaml', { cwd: root })
  .concat(globSync('vocabulary/kinds/*.yaml', { cwd: root }))
  .flatMap((path) =>
    durationsIn(parse(readFileSync(`${root}/${path}`, 'utf8'))).map((text) => ({ at: basename(path), text })),
  );

describe('lengths of time', () => {
  it('every one that a pack or a kind of register names is understood', () => {
    assert.ok(found.length > 30, 'they are found');
    for (const { at, text } of found) assert.doesNotThrow(() => readDuration(text), `${at}: ${text}`);
  });

  for (const [text, length, unit] of [
    ['immediately', 0, 'immediately'],
    ['at once', 0, 'immediately'],
    ['as-soon-as-possible', 0, 'without-undue-delay'],
    ['regularly', 0, 'without-undue-delay'],
    ['24 hours', 24, 'hours'],
    ['15 minutes', 15, 'minutes'],
    ['1 hour', 1, 'hours'],
    ['2 working days', 2, 'working-days'],
    ['3 school-days', 3, 'school-days'],
    ['30 days', 30, 'days'],
    ['a week', 1, 'weeks'],
    ['an hour', 1, 'hours'],
    ['1 month', 1, 'months'],
    ['3 years', 3, 'years'],
    ['daily', 1, 'days'],
    ['termly', 1, 'terms'],
    ['yearly', 1, 'years'],
    ['end of term', 0, 'terms'],
    ['1 school year', 1, 'school-years'],
  ] as const)
    it(`\`${text}\` is ${length} ${unit}`, () => assert.deepEqual(readDuration(text), { length, unit }));

  for (const text of [
    '',
    'soon',
    '0 days',
    '-1 days',
    '1.5 hours',
    '10000 days',
    '3 fortnights',
    'constructor',
    '__proto__',
  ])
    it(`\`${text}\` is none`, () =>
      assert.throws(
        () => readDuration(text),
        (error) => error instanceof Fault && error.code === 'DURATION_UNKNOWN',
      ));
});
