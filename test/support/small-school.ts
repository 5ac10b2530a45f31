import type { Pack } from '../../src/policy/index.ts';
import { type Data, type Making, packOf } from './packs.ts';

/** The clauses of a small school's policy: one of each thing that a page has to show. */
export const smallClauses: readonly Data[] = [
  { id: 'aims', say: 'aim', text: 'We want computers used well.' },
  {
    id: 'no-games',
    forbid: 'play-games',
    text: 'Do not play games.',
    plain: 'No games, please.',
    tags: ['unacceptable-use'],
  },
  { id: 'games-at-home', allow: 'play-games', text: 'Games may be played at home.', when: { place: 'home' } },
  {
    id: 'own-device',
    allow: 'connect-own-device',
    text: 'Connect your own device once the head has agreed.',
    from: { any: ['head'] },
    written: true,
    needs: ['insured'],
    settings: ['hours'],
  },
  {
    id: 'lock',
    require: 'lock-screen',
    text: 'Lock the screen when you leave it.',
    strength: 'should',
    doubt: 'It does not say for how long.',
  },
  {
    id: 'lost',
    report: 'device-lost',
    text: 'Tell the network manager when a device is lost.',
    to: { all: ['manager'] },
    within: 'immediately',
    who: ['staff'],
  },
];

const smallPack: Data = {
  document: 'Rules for Computers, 2025',
  settings: { hours: { type: 'hours', ask: 'When is school?' } },
};

/** A small school with a policy that has everything once. */
export const smallSchool = (making: Partial<Making> = {}): Pack =>
  packOf({
    key: 'small',
    clauses: smallClauses,
    agreements: [
      {
        id: 'form',
        title: 'What I promise',
        intro: 'I promise this.',
        signs: ['staff'],
        countersigns: 'head',
        dates: 2,
        clauses: ['lock', 'no-games'],
      },
    ],
    ...making,
    pack: { ...smallPack, ...making.pack },
  });

/** A second school with a policy of two clauses and nothing to sign. */
export const otherSchool = (): Pack =>
  packOf({
    key: 'other',
    clauses: [
      { id: 'games', forbid: 'play-games', text: 'No games here.' },
      { id: 'filing', allow: 'keep-files', text: 'Keep files.' },
    ],
    pack: { school: 'The other school' },
  });

/** Markup that a pack could bring, and that must be shown as the letters that it is. */
export const HOSTILE = '<script>alert(1)</script>"\'&';
/** The same as a page has to write it. */
export const HARMLESS = '&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;';
