import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { type AccountHolder, addAccountHolder, shutOut } from '../../../test/support/account-holder.ts';
import { testStores } from '../../../test/support/store.ts';
import type { Store } from '../../store/index.ts';
import { addAuthenticator, tryAuthenticator } from './authenticator.ts';
import { factorsOf, hasFactor, removeFactor } from './factors-held.ts';
import { pauseAfter } from './pausing.ts';
import { makeRecoveryCodes, tryRecoveryCode } from './recovering.ts';
import { keyAddress, newKey, stepOf } from './time-steps.ts';

/** The key of the vectors, `12345678901234567890`. */
const vectorKey = Secret.fromLatin1('12345678901234567890').base32;

const codeAt = (key: string, at: Date, seconds = 0) =>
  TOTP.generate({ secret: Secret.fromBase32(key), timestamp: at.getTime() + seconds * 1000 });

/** A code that is right at no step that counts at this moment. */
const wrongCode = (key: string, at: Date): string => {
  const right = [-30, 0, 30].map((seconds) => codeAt(key, at, seconds));
  return ['000000', '111111', '222222', '333333'].find((code) => !right.includes(code)) as string;
};

describe('codes that change with the time', () => {
  // SOURCE: RFC 6238, appendix B, the last six of the eight digits for SHA-1.
  for (const [seconds, code] of [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ] as const) {
    it(`at second ${seconds} the code of the standard's key is ${code}`, () => {
      assert.equal(stepOf(vectorKey, code, new Date(seconds * 1000)), Math.floor(seconds / 30));
    });
  }

  // The moment is the first second of a step.
  for (const [skew, isRight] of [
    [-61, false],
    [-31, false],
    [-30, true],
    [-1, true],
    [0, true],
    [29, true],
    [30, true],
    [59, true],
    [60, false],
    [90, false],
  ] as const) {
    it(`a clock that is ${skew} seconds off is ${isRight ? 'let pass' : 'not let pass'}`, () => {
      const at = new Date('2026-11-22T09:00:00Z');
      assert.equal(stepOf(vectorKey, codeAt(vectorKey, at, skew), at) !== undefined, isRight);
    });
  }

  for (const typed of ['', '28708', '2870822', '28708a', '２８７０８２', "' or 1=1"])
    it(`\`${typed}\` is no code`, () => {
      assert.equal(stepOf(vectorKey, typed, new Date(59_000)), undefined);
    });

  it('keys are 160 random bits, and apps read them from an address', () => {
    const keys = Array.from({ length: 50 }, newKey);
    assert.equal(new Set(keys).size, 50);
    assert.ok(keys.every((key) => Secret.fromBase32(key).bytes.length === 20));
    const address = new URL(keyAddress(vectorKey, 'Elmtree: a & b', 'w.testname'));
    assert.equal(address.protocol, 'otpauth:');
    assert.equal(address.searchParams.get('secret'), vectorKey);
    assert.equal(address.searchParams.get('digits'), '6');
  });
});

describe('pauses after wrong codes', () => {
  const now = new Date('2026-11-22T09:00:00Z');
  for (const [wrong, seconds] of [
    [0, 0],
    [4, 0],
    [5, 1],
    [6, 2],
    [10, 32],
    [14, 512],
    [15, 900],
    [100, 900],
  ] as const)
    it(`after ${wrong} wrong codes the next waits ${seconds} seconds`, () => {
      assert.equal(
        pauseAfter(
          Array.from({ length: wrong }, () => now),
          now,
        ),
        seconds,
      );
    });

  it('a pause ends', () => {
    const wrong = Array.from({ length: 6 }, () => now);
    assert.equal(pauseAfter(wrong, new Date(now.getTime() + 1500)), 1);
    assert.equal(pauseAfter(wrong, new Date(now.getTime() + 2000)), 0);
  });
});

const now = (holder: AccountHolder & { key: string }) => codeAt(holder.key, holder.clock.now());

for (const engine of testStores()) {
  describe(`authenticators and recovery codes, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    before(async () => {
      store = await engine.open();
    });
    after(() => store?.close());

    async function holderWithApp(): Promise<AccountHolder & { key: string }> {
      const holder = await addAccountHolder(store);
      const key = newKey();
      assert.equal(await addAuthenticator(holder, holder, key, codeAt(key, holder.clock.now())), true);
      holder.clock.advance(60_000);
      return { ...holder, key };
    }
    const letters = (holder: AccountHolder) =>
      store.db
        .selectFrom('message')
        .select(['subject', 'body_text'])
        .where('school_id', '=', holder.school)
        .execute();

    it('an app counts once a code of it was right', async () => {
      const holder = await addAccountHolder(store);
      const key = newKey();
      assert.equal(await addAuthenticator(holder, holder, key, wrongCode(key, holder.clock.now())), false);
      assert.equal(await hasFactor(holder, holder), false);
      assert.equal(await addAuthenticator(holder, holder, key, codeAt(key, holder.clock.now())), true);
      assert.equal(await hasFactor(holder, holder), true);
      assert.deepEqual(await holder.kinds(), ['authenticator.added']);
      assert.deepEqual(
        (await letters(holder)).map((letter) => letter.subject),
        ['A way to sign in was added to your account'],
      );
    });

    it('the code that an app was added with does not sign in as well', async () => {
      const holder = await addAccountHolder(store);
      const key = newKey();
      const code = codeAt(key, holder.clock.now());
      await addAuthenticator(holder, holder, key, code);
      assert.deepEqual(await tryAuthenticator(holder, holder, code), { outcome: 'wrong' });
    });

    it('a code is right once, and an older one is not right after it', async () => {
      const holder = await holderWithApp();
      const earlier = codeAt(holder.key, holder.clock.now(), -30);
      const code = now(holder);
      assert.deepEqual(await tryAuthenticator(holder, holder, ` ${code.slice(0, 3)} ${code.slice(3)} `), {
        outcome: 'right',
      });
      assert.deepEqual(await tryAuthenticator(holder, holder, code), { outcome: 'wrong' });
      assert.deepEqual(await tryAuthenticator(holder, holder, earlier), { outcome: 'wrong' });
    });

    it('of ten who come with one code at once, one gets in', async () => {
      const holder = await holderWithApp();
      const tried = await Promise.all(
        Array.from({ length: 10 }, () => tryAuthenticator(holder, holder, now(holder))),
      );
      assert.equal(tried.filter(({ outcome }) => outcome === 'right').length, 1);
    });

    it('ten wrong codes at once are counted as many: five are tried, the rest wait', async () => {
      const holder = await holderWithApp();
      const wrong = wrongCode(holder.key, holder.clock.now());
      const tried = await Promise.all(
        Array.from({ length: 10 }, () => tryAuthenticator(holder, holder, wrong)),
      );
      assert.equal(tried.filter(({ outcome }) => outcome === 'wrong').length, 5);
      assert.equal(tried.filter(({ outcome }) => outcome === 'paused').length, 5);
      assert.deepEqual(await tryAuthenticator(holder, holder, now(holder)), {
        outcome: 'paused',
        seconds: 1,
      });
      holder.clock.advance(1000);
      assert.deepEqual(await tryAuthenticator(holder, holder, now(holder)), { outcome: 'right' });
    });

    it('a right code ends the counting of wrong ones', async () => {
      const holder = await holderWithApp();
      const wrong = wrongCode(holder.key, holder.clock.now());
      for (let count = 0; count < 4; count += 1) await tryAuthenticator(holder, holder, wrong);
      assert.equal((await tryAuthenticator(holder, holder, now(holder))).outcome, 'right');
      holder.clock.advance(1000);
      for (let count = 0; count < 4; count += 1)
        assert.equal((await tryAuthenticator(holder, holder, wrong)).outcome, 'wrong');
    });

    it('another secret, another person or a changed row opens no key', async () => {
      const [one, other] = [await holderWithApp(), await holderWithApp()];
      const elsewhere = { ...one, keys: { secret: other.keys.secret } };
      assert.equal((await tryAuthenticator(elsewhere, one, now(one))).outcome, 'wrong');
      const { sealed_key: moved } = await store.db
        .selectFrom('authenticator')
        .select('sealed_key')
        .where('school_id', '=', one.school)
        .executeTakeFirstOrThrow();
      assert.ok(!Buffer.from(moved).includes(one.key), 'the key is not kept in the clear');
      await store.db
        .updateTable('authenticator')
        .set({ sealed_key: moved })
        .where('school_id', '=', other.school)
        .execute();
      const around = { ...other, keys: one.keys };
      assert.equal((await tryAuthenticator(around, other, now(one))).outcome, 'wrong');
    });

    it('whoever is shut out gets in with no code', async () => {
      const holder = await holderWithApp();
      const [code] = await makeRecoveryCodes(holder, holder);
      await shutOut(holder);
      assert.deepEqual(await tryAuthenticator(holder, holder, now(holder)), { outcome: 'wrong' });
      assert.deepEqual(await tryRecoveryCode(holder, holder, String(code)), { outcome: 'wrong' });
    });

    it('ten recovery codes are given out once; what is kept does not show them', async () => {
      const holder = await holderWithApp();
      const codes = await makeRecoveryCodes(holder, holder);
      assert.equal(new Set(codes).size, 10);
      for (const code of codes) assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
      assert.equal((await factorsOf(holder, holder)).codesLeft, 10);
      assert.ok((await holder.kinds()).includes('recovery-codes.made'));
    });

    it('a recovery code works once, however it is typed, and its owner is told', async () => {
      const holder = await holderWithApp();
      const [code] = await makeRecoveryCodes(holder, holder);
      const typed = String(code).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
      assert.deepEqual(await tryRecoveryCode(holder, holder, typed), { outcome: 'right' });
      assert.deepEqual(await tryRecoveryCode(holder, holder, String(code)), { outcome: 'wrong' });
      assert.equal((await factorsOf(holder, holder)).codesLeft, 9);
      assert.equal((await holder.kinds()).filter((kind) => kind === 'recovery-code.used').length, 1);
      const letter = (await letters(holder)).find(({ subject }) => subject.includes('recovery'));
      assert.equal(letter?.subject, 'A recovery code of yours was used');
      assert.ok(!letter.body_text.includes(String(code)));
    });

    it('of five who come with one recovery code at once, one gets in', async () => {
      const holder = await holderWithApp();
      const [code] = await makeRecoveryCodes(holder, holder);
      const tried = await Promise.all(
        Array.from({ length: 5 }, () => tryRecoveryCode(holder, holder, String(code))),
      );
      assert.equal(tried.filter(({ outcome }) => outcome === 'right').length, 1);
    });

    it('a new set puts an end to the old one', async () => {
      const holder = await holderWithApp();
      const [old] = await makeRecoveryCodes(holder, holder);
      const [fresh] = await makeRecoveryCodes(holder, holder);
      assert.equal((await tryRecoveryCode(holder, holder, String(old))).outcome, 'wrong');
      assert.equal((await tryRecoveryCode(holder, holder, String(fresh))).outcome, 'right');
    });

    it("a recovery code is its owner's alone", async () => {
      const [one, other] = [await holderWithApp(), await holderWithApp()];
      const [code] = await makeRecoveryCodes(one, one);
      assert.equal((await tryRecoveryCode(other, other, String(code))).outcome, 'wrong');
    });

    it('the last factor stays where one is required, and goes with the codes where none is', async () => {
      const holder = await holderWithApp();
      await makeRecoveryCodes(holder, holder);
      const app = { kind: 'authenticator' } as const;
      assert.equal(await removeFactor(holder, holder, app, true), 'last');
      assert.equal(await hasFactor(holder, holder), true);
      assert.equal(await removeFactor(holder, holder, app, false), 'removed');
      assert.equal(await removeFactor(holder, holder, app, false), 'not-found');
      assert.deepEqual(await factorsOf(holder, holder), {
        authenticatorSince: undefined,
        passkeys: [],
        codesLeft: 0,
        identities: [],
      });
    });
  });
}
