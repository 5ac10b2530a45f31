import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { testDirectory } from '../../test/support/store.ts';
import { ledgerKey } from './checkpoint.ts';
import { keyFileName, openKey } from './opening-key.ts';

const pem = (key: ReturnType<typeof generateKeyPairSync>['privateKey']) =>
  key.export({ type: 'pkcs8', format: 'pem' }) as string;

describe('the signing key', () => {
  it('is made once, for the user of the program alone, and then the same', () => {
    const directory = testDirectory();
    const made = openKey(directory);
    assert.deepEqual(readdirSync(directory), [keyFileName]);
    assert.equal(statSync(join(directory, keyFileName)).mode & 0o777, 0o600);
    assert.equal(ledgerKey('small', openKey(directory)), ledgerKey('small', made));
  });

  it('is not the key of another directory', () => {
    const [one, other] = [openKey(testDirectory()), openKey(testDirectory())];
    assert.notEqual(ledgerKey('small', one), ledgerKey('small', other));
  });

  it('is refused where others may read it', () => {
    const directory = testDirectory();
    openKey(directory);
    chmodSync(join(directory, keyFileName), 0o640);
    assert.throws(() => openKey(directory), { code: 'LEDGER_KEY_UNUSABLE' });
  });

  const files = {
    'an empty file': '',
    'another text': 'not a key',
    'another kind of key': pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
  };
  for (const [what, content] of Object.entries(files)) {
    it(`${what} is refused and left as it is`, () => {
      const directory = testDirectory();
      writeFileSync(join(directory, keyFileName), content, { mode: 0o600 });
      assert.throws(() => openKey(directory), { code: 'LEDGER_KEY_UNUSABLE' });
      assert.deepEqual(readdirSync(directory), [keyFileName]);
    });
  }

  it('cannot be made in a directory that is not there', () => {
    assert.throws(() => openKey(join(testDirectory(), 'nowhere')), { code: 'LEDGER_KEY_UNUSABLE' });
  });
});
