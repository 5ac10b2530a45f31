import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type AccountHolder, addAccountHolder, shutOut } from '../../../../test/support/account-holder.ts';
import { type Mischief, softwareAuthenticator } from '../../../../test/support/software-authenticator.ts';
import { testStores } from '../../../../test/support/store.ts';
import type { Store } from '../../../store/index.ts';
import { factorsOf, removeFactor } from '../factors-held.ts';
import { addPasskey, askNewPasskey, type Asked, askPasskey, checkPasskey, partyAt } from './passkeys.ts';

const origin = 'https://gatehouse.elmtree.example';
const party = partyAt(origin);
const device = () => softwareAuthenticator(origin);
type Device = ReturnType<typeof device>;
type Options = Parameters<Device['sign']>[0];
const optionsOf = (asked: Asked) => asked.options as Options;

const ask = (holder: AccountHolder) =>
  askNewPasskey(
    holder,
    party,
    { ...holder, name: 'Wilhelmina Testname' },
    { school: 'Elmtree', userName: 'w.testname' },
  );

const signIn = async (holder: AccountHolder, key: Device, mischief: Mischief = {}) => {
  const asked = await askPasskey(holder, party, holder);
  return checkPasskey(holder, party, holder, asked.challenge, key.sign(optionsOf(asked), mischief));
};

const add = async (holder: AccountHolder, key: Device, mischief: Mischief = {}, name = 'My laptop') => {
  const asked = await ask(holder);
  const response = key.register(optionsOf(asked), mischief);
  return addPasskey(holder, party, holder, asked.challenge, { response, name });
};

for (const engine of testStores()) {
  describe(`passkeys, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    before(async () => {
      store = await engine.open();
    });
    after(() => store?.close());

    const holderWithPasskey = async () => {
      const holder = await addAccountHolder(store);
      const key = device();
      assert.equal(await add(holder, key), 'added');
      return { holder, key };
    };
    it('what the browser is asked wants the user verified, and says nothing of the person but their names', async () => {
      const holder = await addAccountHolder(store);
      const { options } = await ask(holder);
      assert.deepEqual(Object.keys(options).toSorted(), [
        'attestation',
        'authenticatorSelection',
        'challenge',
        'excludeCredentials',
        'extensions',
        'hints',
        'pubKeyCredParams',
        'rp',
        'timeout',
        'user',
      ]);
      const text = JSON.stringify(options);
      assert.match(text, /"userVerification":"required"/);
      assert.match(text, /"rp":\{"name":"Elmtree","id":"gatehouse\.elmtree\.example"\}/);
      assert.ok(!text.includes(holder.personId));
      assert.match(
        JSON.stringify((await askPasskey(holder, party)).options),
        /"userVerification":"required"/,
      );
    });

    it('a passkey is kept under its name, in one line', async () => {
      const holder = await addAccountHolder(store);
      assert.equal(await add(holder, device(), {}, '  My\r\n laptop\u202e '), 'added');
      assert.equal(await add(holder, device(), {}, ' '), 'added');
      const { passkeys } = await factorsOf(holder, holder);
      assert.deepEqual(passkeys.map(({ name }) => name).toSorted(), ['My laptop', 'Passkey']);
      assert.deepEqual(passkeys[0]?.transports, ['internal']);
      assert.deepEqual(await holder.kinds(), ['passkey.added', 'passkey.added']);
    });

    const untrue: readonly (readonly [string, Mischief])[] = [
      ['another origin', { origin: 'https://gatehouse.e1mtree.example' }],
      ['the origin without TLS', { origin: 'http://gatehouse.elmtree.example' }],
      ['another port', { origin: `${origin}:8443` }],
      ['another host to be for', { rpId: 'elmtree.example' }],
      ['another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
      ['another ceremony', { type: 'webauthn.take' }],
      ['nobody present', { flags: 0x44 }],
      ['a user who was not verified', { flags: 0x41 }],
    ];
    for (const [what, mischief] of untrue) {
      it(`a new passkey with ${what} is not kept`, async () => {
        const holder = await addAccountHolder(store);
        assert.equal(await add(holder, device(), mischief), 'refused');
        assert.deepEqual((await factorsOf(holder, holder)).passkeys, []);
      });

      it(`an answer with ${what} signs nobody in`, async () => {
        const { holder, key } = await holderWithPasskey();
        const flags = mischief.flags === undefined ? {} : { flags: mischief.flags & 0x3f };
        assert.equal(await signIn(holder, key, { ...mischief, ...flags }), undefined);
        assert.equal(await signIn(holder, key), holder.personId);
      });
    }

    it('a passkey that brings a certificate is not kept, and nothing is fetched for it', async () => {
      const holder = await addAccountHolder(store);
      const statement = new Map<string, unknown>([
        ['alg', -7],
        ['sig', Buffer.alloc(8)],
        ['x5c', [Buffer.alloc(20)]],
      ]);
      assert.equal(await add(holder, device(), { format: 'packed', statement }), 'refused');
      assert.equal(await add(holder, device(), { format: 'android-safetynet' }), 'refused');
    });

    it('what is no answer at all is refused', async () => {
      const { holder, key } = await holderWithPasskey();
      const { challenge, options } = await askPasskey(holder, party, holder);
      const true_ = JSON.parse(key.sign(options as Options)) as Record<string, unknown>;
      const wrong = [
        '',
        'null',
        '[]',
        '{}',
        '{"id":1}',
        'x'.repeat(30_000),
        JSON.stringify({ ...true_, response: null }),
        JSON.stringify({ ...true_, id: '' }),
        JSON.stringify({ ...true_, type: 'password' }),
        JSON.stringify({ ...true_, response: { ...(true_['response'] as object), signature: 7 } }),
        JSON.stringify({ ...true_, response: { ...(true_['response'] as object), clientDataJSON: 'e30' } }),
      ];
      for (const response of wrong) {
        assert.equal(await checkPasskey(holder, party, holder, challenge, response), undefined);
        assert.equal(await addPasskey(holder, party, holder, challenge, { response, name: '' }), 'refused');
      }
      assert.equal(
        await checkPasskey(holder, party, holder, challenge, JSON.stringify(true_)),
        holder.personId,
      );
    });

    it('an answer that was used is refused when it comes again', async () => {
      const { holder, key } = await holderWithPasskey();
      const { challenge, options } = await askPasskey(holder, party, holder);
      const response = key.sign(options as Options);
      const check = () => checkPasskey(holder, party, holder, challenge, response);
      assert.equal(await check(), holder.personId);
      assert.equal(await check(), undefined);
    });

    it('of five who come with one answer at once, one gets in', async () => {
      const { holder, key } = await holderWithPasskey();
      const { challenge, options } = await askPasskey(holder, party, holder);
      const response = key.sign(options as Options);
      const found = await Promise.all(
        Array.from({ length: 5 }, () => checkPasskey(holder, party, holder, challenge, response)),
      );
      assert.equal(found.filter((each) => each !== undefined).length, 1);
    });

    for (const [what, counter] of [
      ['stands still', 7],
      ['goes back', 6],
      ['falls to nought', 0],
    ] as const)
      it(`a counter that ${what} is a copied key, and is refused`, async () => {
        const { holder, key } = await holderWithPasskey();
        assert.equal(await signIn(holder, key, { counter: 7 }), holder.personId);
        assert.equal(await signIn(holder, key, { counter }), undefined);
        assert.equal(await signIn(holder, key, { counter: 8 }), holder.personId);
      });

    it('a device that does not count may stay at nought', async () => {
      const holder = await addAccountHolder(store);
      const key = device();
      assert.equal(await add(holder, key, { counter: 0 }), 'added');
      assert.equal(await signIn(holder, key, { counter: 0 }), holder.personId);
      assert.equal(await signIn(holder, key, { counter: 0 }), holder.personId);
    });

    it('without saying who one is, a passkey says it; at another school it says nothing', async () => {
      const { holder, key } = await holderWithPasskey();
      const other = await addAccountHolder(store);
      const at = async (school: string) => {
        const asked = await askPasskey(holder, party);
        return checkPasskey(holder, party, { school }, asked.challenge, key.sign(optionsOf(asked)));
      };
      assert.equal(await at(holder.school), holder.personId);
      assert.equal(await at(other.school), undefined);
    });

    it("somebody else's passkey is no second factor of mine", async () => {
      const { holder } = await holderWithPasskey();
      const key = device();
      const otherId = 'AAAAAAAAAAAAAAAAAAAAAA';
      await store.db
        .insertInto('person')
        .values({
          school_id: holder.school,
          id: otherId,
          given_name: 'Ottoline',
          family_name: 'Otherly',
          made_at: holder.clock.now(),
        })
        .execute();
      await store.db
        .insertInto('account')
        .values({
          school_id: holder.school,
          person_id: otherId,
          user_name: 'o.otherly',
          opened_at: holder.clock.now(),
        })
        .execute();
      const other = { ...holder, personId: otherId };
      assert.equal(await add(other, key), 'added');
      assert.equal(await signIn(holder, key), undefined);
      assert.equal(await signIn(other, key), otherId);
    });

    it('a passkey with the handle of somebody else is refused', async () => {
      const { holder, key } = await holderWithPasskey();
      assert.equal(await signIn(holder, key, { userHandle: 'AAAA' }), undefined);
    });

    it('a passkey is kept once', async () => {
      const { holder, key } = await holderWithPasskey();
      assert.equal(await add(holder, key), 'known');
    });

    it('a passkey that was taken away, or whose owner is shut out, signs nobody in', async () => {
      const { holder, key } = await holderWithPasskey();
      await shutOut(holder);
      assert.equal(await signIn(holder, key), undefined);
      const second = await holderWithPasskey();
      const which = { kind: 'passkey', credentialId: second.key.id } as const;
      assert.equal(await removeFactor(second.holder, second.holder, which, true), 'last');
      assert.equal(await add(second.holder, device()), 'added');
      assert.equal(await removeFactor(second.holder, second.holder, which, true), 'removed');
      assert.equal(await signIn(second.holder, second.key), undefined);
    });

    it('of two passkeys taken away at once, one stays where one is required', async () => {
      const { holder, key } = await holderWithPasskey();
      const other = device();
      await add(holder, other);
      const results = await Promise.all(
        [key.id, other.id].map((credentialId) =>
          removeFactor(holder, holder, { kind: 'passkey', credentialId }, true),
        ),
      );
      assert.deepEqual(results.toSorted(), ['last', 'removed']);
    });

    it('a person has at most twenty', async () => {
      const holder = await addAccountHolder(store);
      for (let count = 0; count < 20; count += 1) assert.equal(await add(holder, device()), 'added');
      assert.equal(await add(holder, device()), 'too-many');
    });
  });
}
