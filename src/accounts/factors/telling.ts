import type { Clock } from '../../kernel/index.ts';
import { isMailAddress, post } from '../../mail/index.ts';
import type { Transaction } from '../../store/index.ts';
import { addressOf } from './records.ts';
import type { Whose } from './surroundings.ts';

/** What the owner of an account is told by letter. */
export type Notice =
  | 'recovery-code-used'
  | 'factor-added'
  | 'factor-removed'
  | 'factors-cleared'
  | 'identity-linked';

const words: Readonly<Record<Notice, { readonly subject: string; readonly happened: string }>> = {
  'recovery-code-used': {
    subject: 'A recovery code of yours was used',
    happened: 'Somebody signed in to your account with one of your recovery codes.',
  },
  'factor-added': {
    subject: 'A way to sign in was added to your account',
    happened: 'An authenticator app or a passkey was added to your account.',
  },
  'factor-removed': {
    subject: 'A way to sign in was taken from your account',
    happened: 'An authenticator app or a passkey was taken from your account.',
  },
  'factors-cleared': {
    subject: 'Your ways to sign in were cleared',
    happened:
      'The school office cleared your authenticator app, passkeys and linked accounts, so that you can set them up anew.',
  },
  'identity-linked': {
    subject: 'Another account was linked to yours',
    happened: 'An account elsewhere was linked to yours, and can be used to sign in.',
  },
};

/** Tells the owner of an account what happened to it. Whoever has no mail address is not told. */
export async function tellOwner(tx: Transaction, clock: Clock, whose: Whose, notice: Notice): Promise<void> {
  const { address, name, schoolName } = await addressOf(tx, whose);
  if (address === undefined || !isMailAddress(address)) return;
  const { subject, happened } = words[notice];
  const paragraphs = [
    schoolName,
    `Dear ${name},`,
    happened,
    'If it was you, there is nothing to do.',
    'If it was not you, tell the school office at once.',
    `Sent by ${schoolName} with Gatehouse.`,
  ];
  await post(tx, clock, {
    school: whose.school,
    to: { personId: whose.personId, address },
    // Letters about an account are of one kind: what they tell of is that signing in has changed.
    kind: 'password-changed',
    subject,
    text: `${paragraphs.join('\n\n')}\n`,
    html: `<!doctype html>\n<html lang="en-GB"><meta charset="utf-8"><title>${escaped(subject)}</title><body>\n${paragraphs.map((each) => `<p>${escaped(each)}</p>`).join('\n')}\n</body></html>\n`,
  });
}

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
