import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { testStores } from '../../test/support/store.ts';
import { type FrozenClock, frozenClock } from '../kernel/index.ts';
import type { Store } from '../store/index.ts';
import {
  deliverDue,
  keptMessage,
  keptMessages,
  keptSender,
  type Outgoing,
  post,
  type Sender,
  wayBack,
} from './index.ts';
import { reminderToSign } from './letters/index.ts';
import { longestSendingMs, pauses } from './pauses.ts';
import { startPostman } from './postman.ts';
import { beginMessage, dueMessages } from './records.ts';
import type { Sending } from './sender.ts';

const link = 'https://gatehouse.example/w#t';
const urgent = wayBack({ school: 'Example School', name: 'Otto Specimen', link, endsAt: new Date(0) });
const reminder = reminderToSign({
  school: 'Example School',
  name: 'Otto Specimen',
  forms: [{ title: 'Form' }],
  dueOn: '2026-11-30',
  isLate: false,
  link,
});

/** A sender that answers what it is told, and remembers what it was given. */
function senderSaying(say: (message: Outgoing) => Sending | Promise<Sending>) {
  const given: Outgoing[] = [];
  const sender: Sender = {
    send: async (message) => {
      given.push(message);
      return say(message);
    },
    close: () => undefined,
  };
  return { sender, given, addresses: () => given.map(({ address }) => address) };
}

const sent = () => senderSaying(() => ({ outcome: 'sent' }));
const away = () => senderSaying(() => ({ outcome: 'put-off', detail: 'ESOCKET', because: 'server' }));
const none = { sent: 0, kept: 0, 'put-off': 0, failed: 0 };

assert.ok(Math.min(...pauses) * 1000 > longestSendingMs, 'a pause outlasts an attempt');

for (const engine of testStores()) {
  describe(`delivering, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let clock: FrozenClock;
    before(async () => {
      store = await engine.open();
      const made = { name: 'Example School', created_at: new Date(0) };
      await store.db
        .insertInto('school')
        .values([
          { ...made, school_id: 'small' },
          { ...made, school_id: 'other' },
        ])
        .execute();
    });
    after(() => store?.close());
    beforeEach(async () => {
      await store.db.deleteFrom('delivery').execute();
      await store.db.deleteFrom('message').execute();
      clock = frozenClock('2026-11-22T09:00:00Z');
    });

    const posted = (address: string, letter = reminder, school = 'small') =>
      store.transaction((tx) => post(tx, clock, { ...letter, school, to: { address } }));
    const deliveries = async (id: string) =>
      (
        await store.db
          .selectFrom('delivery')
          .select(['outcome', 'detail'])
          .where('message_id', '=', id)
          .orderBy('tried_at')
          .execute()
      ).map(({ outcome, detail }) => `${outcome}${detail === null ? '' : ` (${detail})`}`);

    it('what is rolled back is never sent', async () => {
      await assert.rejects(
        store.transaction(async (tx) => {
          await post(tx, clock, { ...reminder, school: 'small', to: { address: 'otto@school.example' } });
          throw new Error('no');
        }),
        /no/,
      );
      const { sender, given } = sent();
      assert.deepEqual(await deliverDue(store, clock, sender), none);
      assert.deepEqual(given, []);
    });

    it('what is no address is not posted, and the fault does not repeat it', async () => {
      await assert.rejects(posted('otto@school.example\r\nBcc: all@school.example'), (error: Error) => {
        assert.equal((error as Error & { code: string }).code, 'MAIL_ADDRESS_INVALID');
        assert.doesNotMatch(error.message, /otto/);
        return true;
      });
      assert.deepEqual(await keptMessages(store, 'small'), []);
    });

    it('a message leaves once, with everything that was posted', async () => {
      const id = await posted('otto@school.example');
      const { sender, given } = sent();
      assert.deepEqual(await deliverDue(store, clock, sender), { ...none, sent: 1 });
      assert.deepEqual(await deliverDue(store, clock, sender), none);
      clock.advance(30 * 24 * 60 * 60_000);
      assert.deepEqual(await deliverDue(store, clock, sender), none);
      assert.deepEqual(given, [
        {
          school: 'small',
          id,
          schoolName: 'Example School',
          kind: 'reminder-to-sign',
          address: 'otto@school.example',
          subject: reminder.subject,
          text: reminder.text,
          html: reminder.html,
          madeAt: new Date('2026-11-22T09:00:00Z'),
          attempts: 0,
        },
      ]);
      assert.deepEqual(await deliveries(id), ['put-off (begun)', 'sent']);
    });

    const endings: readonly (readonly [string, Sending, boolean])[] = [
      ['has left', { outcome: 'sent' }, false],
      ['was refused', { outcome: 'refused', detail: '550' }, false],
      ['waits for the server', { outcome: 'put-off', detail: 'ESOCKET', because: 'server' }, true],
      ['is kept where there is no server', { outcome: 'kept' }, true],
    ];
    for (const [title, ending, keeps] of endings)
      it(`a letter that ${title} ${keeps ? 'keeps' : 'has lost'} its words, and the links in them`, async () => {
        const id = await posted('otto@school.example', urgent);
        await deliverDue(store, clock, senderSaying(() => ending).sender);
        const row = await store.db
          .selectFrom('message')
          .select(['body_text', 'body_html'])
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        assert.equal(`${row.body_text}${row.body_html}`.includes(link), keeps);
      });

    it('what somebody waits for goes before what may come later, then the older first', async () => {
      const first = await posted('first@school.example');
      clock.advance(1000);
      const second = await posted('second@school.example');
      clock.advance(1000);
      const waitedFor = await posted('waiting@school.example', urgent);
      const due = await dueMessages(store.db, clock.now(), { limit: 10 });
      assert.deepEqual(
        due.map(({ id }) => id),
        [waitedFor, first, second],
      );
    });

    it('one school is served alone where one is named', async () => {
      await posted('otto@school.example');
      await posted('otto@other.example', reminder, 'other');
      const { sender, addresses } = sent();
      await deliverDue(store, clock, sender, 'other');
      assert.deepEqual(addresses(), ['otto@other.example']);
    });

    it('many who deliver at the same time send each message once', async () => {
      for (let index = 0; index < 40; index += 1) await posted(`otto-${index}@school.example`);
      const { sender, addresses } = senderSaying(async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return { outcome: 'sent' };
      });
      const rounds = await Promise.all(Array.from({ length: 6 }, () => deliverDue(store, clock, sender)));
      assert.equal(
        rounds.reduce((sum, round) => sum + round.sent, 0),
        40,
      );
      assert.equal(addresses().length, 40);
      assert.equal(new Set(addresses()).size, 40);
    });

    it('a message that is put off is tried after 1, 5 and 30 minutes, 2 and 12 hours, and then has failed', async () => {
      const id = await posted('otto@school.example');
      const { sender, given } = senderSaying(() => ({
        outcome: 'put-off',
        detail: 'EENVELOPE 451',
        because: 'message',
      }));
      assert.deepEqual(await deliverDue(store, clock, sender), { ...none, 'put-off': 1 });
      const minutes = [1, 5, 30, 120, 720];
      for (const [index, pause] of minutes.entries()) {
        clock.advance(pause * 60_000);
        assert.deepEqual(await deliverDue(store, clock, sender), none, `not before ${pause} minutes`);
        clock.advance(1);
        const outcome = index === minutes.length - 1 ? 'failed' : 'put-off';
        assert.deepEqual(
          await deliverDue(store, clock, sender),
          { ...none, [outcome]: 1 },
          `after ${pause} minutes`,
        );
      }
      clock.advance(30 * 24 * 60 * 60_000);
      assert.deepEqual(await deliverDue(store, clock, sender), none);
      assert.equal(given.length, 6);
      assert.equal((await deliveries(id)).at(-1), 'failed (given up: EENVELOPE 451)');
    });

    it('what the server refuses for good has failed at once', async () => {
      const id = await posted('gone@school.example');
      const { sender } = senderSaying(() => ({ outcome: 'refused', detail: 'EENVELOPE 550 5.1.1' }));
      assert.deepEqual(await deliverDue(store, clock, sender), { ...none, failed: 1 });
      assert.deepEqual(await deliveries(id), ['put-off (begun)', 'failed (refused: EENVELOPE 550 5.1.1)']);
    });

    it('while the server is away most messages lose no attempt', async () => {
      for (let index = 0; index < 30; index += 1) await posted(`otto-${index}@school.example`);
      const { sender, given } = away();
      assert.deepEqual(await deliverDue(store, clock, sender), { ...none, 'put-off': 3 });
      assert.equal(given.length, 3);
      const back = sent();
      assert.deepEqual(await deliverDue(store, clock, back.sender), { ...none, sent: 27 });
      clock.advance(61_000);
      assert.deepEqual(await deliverDue(store, clock, back.sender), { ...none, sent: 3 });
      assert.equal(new Set(back.addresses()).size, 30);
    });

    it('a message that was under way when the program died is tried again, and six such deaths are enough', async () => {
      const id = await posted('otto@school.example');
      const died = async () => {
        const claimed = await store.transaction((tx) =>
          beginMessage(tx, { school: 'small', id }, clock.now()),
        );
        assert.ok(claimed);
      };
      await died();
      const { sender, given } = sent();
      assert.deepEqual(await deliverDue(store, clock, sender), none, 'another may still be sending it');
      for (const pause of pauses) {
        clock.advance(pause * 1000);
        await died();
      }
      clock.advance(12 * 60 * 60_000);
      assert.deepEqual(await deliverDue(store, clock, sender), { ...none, failed: 1 });
      assert.equal(given.length, 0);
      assert.equal((await deliveries(id)).at(-1), 'failed (given up)');
    });

    it('without a server messages are kept, and shown until one leaves', async () => {
      const older = await posted('otto@school.example');
      clock.advance(1000);
      const newer = await posted('edda@school.example', urgent);
      await posted('otto@other.example', reminder, 'other');
      assert.deepEqual(await deliverDue(store, clock, keptSender, 'small'), { ...none, kept: 2 });
      assert.deepEqual(
        (await keptMessages(store, 'small')).map(({ id }) => id),
        [newer, older],
      );
      const message = await keptMessage(store, 'small', newer);
      assert.deepEqual(message, {
        id: newer,
        address: 'edda@school.example',
        subject: urgent.subject,
        madeAt: clock.now(),
        text: urgent.text,
      });
      const { sender } = sent();
      assert.deepEqual(
        await deliverDue(store, clock, sender, 'small'),
        none,
        'what was kept is not sent later',
      );
    });

    it('what has left, what another school wrote and what never was are not found among the kept', async () => {
      const left = await posted('otto@school.example');
      await deliverDue(store, clock, sent().sender);
      const others = await posted('otto@other.example', reminder, 'other');
      for (const id of [left, others, 'a'.repeat(22), 'x', "' or 1=1 --"])
        await assert.rejects(keptMessage(store, 'small', id), { code: 'MESSAGE_NOT_FOUND', status: 404 });
      assert.deepEqual(await keptMessages(store, 'small'), []);
    });

    it('a postman delivers what is posted while he walks, survives a failure, and stops after the round', async () => {
      const troubles: unknown[] = [];
      let fails = 1;
      const arrived = Promise.withResolvers<void>();
      const { sender, given } = senderSaying(() => {
        fails -= 1;
        if (fails === 0) throw new Error('a mistake of ours');
        arrived.resolve();
        return { outcome: 'sent' };
      });
      await posted('first@school.example');
      await posted('second@school.example');
      const postman = startPostman(store, clock, sender, 1, (error) => void troubles.push(error));
      await arrived.promise;
      await postman.stop();
      await posted('third@school.example');
      assert.equal(given.length, 2);
      assert.equal(troubles.length, 1);
      const rest = sent();
      await deliverDue(store, clock, rest.sender);
      assert.deepEqual(rest.addresses(), ['third@school.example']);
    });
  });
}
