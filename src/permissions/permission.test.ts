import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { covers, type Permission, permissionState } from './permission.ts';

const permission = {
  since: '2026-11-23',
  until: '2026-12-18',
  withdrawal: undefined,
} as unknown as Permission;

describe('a permission', () => {
  for (const [day, state] of [
    ['2026-11-22', 'to-come'],
    ['2026-11-23', 'live'],
    ['2026-12-18', 'live'],
    ['2026-12-19', 'lapsed'],
  ] as const) {
    it(`from 23 November to 18 December is ${state} on ${day}`, () => {
      assert.equal(permissionState(permission, day), state);
    });
  }

  it('without an end goes on', () => {
    assert.equal(permissionState({ ...permission, until: undefined }, '2030-01-01'), 'live');
  });

  for (const [title, granted, asked, isCovered] of [
    ['covers what says nothing of the place', { place: 'home' }, {}, true],
    ['covers the place it was granted for', { place: 'home' }, { place: 'home' }, true],
    ['does not cover another place', { place: 'home' }, { place: 'classroom' }, false],
    ['stands when its holder signs afterwards', { signed: false }, { signed: true }, true],
  ] as const) {
    it(title, () => assert.equal(covers({ facts: granted }, asked), isCovered));
  }
});
