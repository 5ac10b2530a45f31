import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { realPolicies } from '../../test/support/packs.ts';
import { finderFor } from './finding.ts';

const { library, policies } = realPolicies();
const { vocabulary } = library.vocabulary;
const finder = finderFor(vocabulary, policies);

/** Questions as people type them, in words of our own, with what they mean. */
const questions: readonly [string, string][] = [
  ['can I take my laptop home', 'take-equipment-off-site'],
  ['may I use my own laptop for school work', 'use-personal-device-for-work'],
  ['am I allowed to install a program', 'install-software'],
  ['can a colleague borrow my password', 'share-password'],
  ['is it ok to log in with someone elses account', 'use-another-account'],
  ['may I leave my computer logged in when I go out', 'leave-computer-unlocked'],
  ['can I put pupil photos on facebook', 'publish-pupil-photo'],
  ['can I take pictures of the children with my phone', 'photograph-on-personal-device'],
  ['a pupil sent me a friend request', 'befriend-pupil-online'],
  ['may I be friends with a parent on Facebook', 'befriend-parent-online'],
  ['can I use chatgpt', 'use-ai'],
  ['may I save files to my own dropbox', 'store-in-unapproved-cloud'],
  ['can I keep school files on a usb stick', 'store-on-removable-media'],
  ['I lost my usb stick on the bus', 'device-lost'],
  ['I emailed the wrong parent', 'email-mis-sent'],
  ['I clicked a link and now there is a virus', 'malware-suspected'],
  ['a website I need is blocked', 'request-unblock'],
  ['can I get round the web filter', 'bypass-filter'],
  ['may the head open my emails', 'intercept-email'],
  ['can the school watch what I do on the internet', 'monitor-use'],
  ['may I search a childs phone', 'search-pupil-device'],
  ['may I use the school wifi', 'use-wifi'],
  ['can visitors use the wifi', 'authorise-wifi'],
  ['can I do my online shopping at work', 'use-internet-personally'],
  ['may I send personal data by email', 'send-personal-data'],
  ['can I work from home on the school system', 'remote-access'],
  ['can I use a weak password', 'use-weak-password'],
  ['do I have to change my pasword', 'change-password'],
  ['can I forward a chain letter', 'forward-chain-message'],
  ['may I give parents my mobile number', 'give-personal-number'],
  ['may I ring a parent from my own phone', 'phone-parent'],
  ['may I record a video call', 'record-video-call'],
  ['can I throw away an old computer', 'dispose-equipment'],
  ['may I drink coffee near the computers', 'eat-or-drink-near-equipment'],
  ['can I gamble online', 'gamble-online'],
  ['may pupils use the computers without supervision', 'leave-pupils-unsupervised'],
  ['may I download copyrighted music', 'download-copyright-material'],
  ['may I sell things with the school computer', 'use-ict-commercially'],
  ['write the full name of a child in an email', 'name-pupil-in-email'],
  ['can I use whatsapp with colleagues', 'use-instant-messaging'],
  ['may I plug in my own memory stick', 'use-personal-storage-device'],
  ['can i conect my own tablet to the network', 'connect-personal-device'],
];

describe('a question in plain English', () => {
  for (const [question, act] of questions) {
    it(`“${question}” offers ${act} among the first three`, () => {
      const found = finder.find(question, 3).map((one) => one.id);
      assert.ok(found.includes(act), `found ${found.join(', ')}`);
    });
  }
});

describe('the finder', () => {
  it('finds every act by its own name', () => {
    const missed = vocabulary.acts
      .all()
      .filter((act) => !finder.find(act.name, 5).some((found) => found.id === act.id));
    assert.deepEqual(
      missed.map((act) => `${act.id}: ${act.name}`),
      [],
    );
  });
  it('says what it found as it reads after “may I”, the likeliest first', () => {
    const found = finder.find('use my own phone');
    assert.ok(
      found.every(
        (one) => one.name === (vocabulary.acts.find(one.id) ?? vocabulary.events.find(one.id))?.name,
      ),
    );
    assert.deepEqual(
      found.map((one) => one.score),
      found.map((one) => one.score).toSorted((one, other) => other - one),
    );
  });
  it('finds at most as many as are wanted', () => {
    assert.equal(finder.find('use school computer', 2).length, 2);
    assert.ok(finder.find('use school computer').length <= 8);
  });
  it('finds the same again', () =>
    assert.deepEqual(finder.find('take my laptop home'), finder.find('take my laptop home')));
  it('bears small slips of spelling', () => {
    assert.ok(finder.find('instal sofware', 3).some((one) => one.id === 'install-software'));
  });
  it('finds nothing in nothing', () => {
    for (const question of ['', '   ', '?!', 'may I', 'zzzzqqqq'])
      assert.deepEqual(finder.find(question), [], question);
  });
  it('bears whatever is typed, at once', () => {
    const started = performance.now();
    for (const question of [
      '<script>alert(1)</script>',
      '__proto__ constructor',
      '\0\u202e',
      '🙂'.repeat(500),
      'laptop '.repeat(100_000),
      "'".repeat(5000),
      'a'.repeat(1_000_000),
    ]) {
      assert.ok(Array.isArray(finder.find(question)));
    }
    assert.ok(performance.now() - started < 2000);
  });
});
