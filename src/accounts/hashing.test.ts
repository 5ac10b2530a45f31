import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import { describe, it } from 'node:test';
import { hashPassword, isPassword, NOBODYS } from './hashing.ts';

describe('a kept password', () => {
  it('is argon2id with its cost and a salt of its own', async () => {
    const form = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/;
    const [one, other] = [await hashPassword('gravel teapot'), await hashPassword('gravel teapot')];
    assert.match(one, form);
    assert.match(NOBODYS, form);
    assert.notEqual(one, other);
  });

  const long = `${'x'.repeat(72)}A`;
  const table: readonly (readonly [string, string, string])[] = [
    ['a blank at the end', 'gravel teapot ', 'gravel teapot'],
    ['a blank at the beginning', ' gravel teapot', 'gravel teapot'],
    ['a capital', 'Gravel teapot', 'gravel teapot'],
    ['what comes after 72 bytes', long, `${'x'.repeat(72)}B`],
    ['an end after 72 bytes', long, 'x'.repeat(72)],
    ['a zero byte', 'gravel\0teapot', 'gravel\0kettle'],
    ['another way to write a letter', 'caf\u00e9 gravel', 'cafe\u0301 gravel'],
    ['a sign beyond the first plane', 'gravel 𝔘', 'gravel 𝔙'],
    ['nothing', '', ' '],
  ];
  for (const [what, password, other] of table)
    it(`opens with exactly what was typed: ${what} counts`, async () => {
      const phc = await hashPassword(password);
      assert.equal(await isPassword(password, phc), true);
      assert.equal(await isPassword(other, phc), false);
    });

  it('opens with the cost of when it was set', async () => {
    const cost = { memory: 8192, passes: 3, parallelism: 1, tagLength: 32 };
    const nonce = Buffer.alloc(16, 1);
    const tag = argon2Sync('argon2id', { ...cost, nonce, message: 'gravel' });
    const [salt, hash] = [nonce, tag].map((bytes) => bytes.toString('base64').replaceAll('=', ''));
    const kept = `$argon2id$v=19$m=8192,t=3,p=1$${salt}$${hash}`;
    assert.equal(await isPassword('gravel', kept), true);
    assert.equal(await isPassword('gravel', kept.replace('t=3', 't=2')), false);
  });

  it('opens with nothing where it is nobody’s or broken', async () => {
    for (const phc of [NOBODYS, '', '$argon2id$', 'gravel', (await hashPassword('gravel')).slice(0, -1)])
      assert.equal(await isPassword('gravel', phc), false);
  });
});
