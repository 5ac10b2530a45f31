import type { Surroundings } from './factors/surroundings.ts';
import { isPassword, NOBODYS } from './hashing.ts';
import { deviceOf, markDevice } from './tries/known-device.ts';
import { isTooOld, type PasswordAge } from './password-age.ts';
import { accountNamed, type AccountRow } from './records.ts';
import { makeLine } from './tries/in-line.ts';
import { askTurn, lanesOf } from './tries/throttling.ts';

/** A user name and a password, and where they come from. */
export interface SignIn {
  readonly school: string;
  readonly userName: string;
  readonly password: string;
  readonly address: string;
  /** What the browser kept of signing in before, as it sent it. */
  readonly device?: string | undefined;
}

/** What came of it. Nothing but `right` says whether there is such an account. */
export type SignedIn =
  | {
      readonly outcome: 'right';
      readonly personId: string;
      /** What the browser is to keep. */
      readonly device: string;
      /** Why another password has to be set before anything else. */
      readonly mustChange: 'told' | 'too-old' | undefined;
    }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'wait'; readonly seconds: number };

/**
 * A whole school signs in from one address on its first morning. A try counts as wrong until it is known to be right, so
 * only a few at a time are tried and the others stand in line: nobody is refused for what is still being worked out.
 */
const lineOfAddress = makeLine({ atOnce: 8, waiting: 2000 });
const SECONDS_WHEN_FULL = 5;

/**
 * Checks a user name and a password. Unknown names, people who are shut and wrong passwords get the same answer after the
 * same work. Begins no session: a second factor may be asked first.
 */
export async function checkSignIn(
  around: Surroundings,
  signIn: SignIn,
  age?: PasswordAge,
): Promise<SignedIn> {
  const tried = await lineOfAddress(`${signIn.school} ${signIn.address}`, () =>
    trySignIn(around, signIn, age),
  );
  return tried ?? { outcome: 'wait', seconds: SECONDS_WHEN_FULL };
}

async function trySignIn(around: Surroundings, signIn: SignIn, age?: PasswordAge): Promise<SignedIn> {
  const { school } = signIn;
  const { secret } = around.keys;
  const account = await accountNamed(around.store.db, school, nameTyped(signIn.userName));
  const device = deviceOf(secret, signIn.device, school, account?.personId ?? 'nobody');
  const turn = await askTurn(around, school, lanesOf(secret, { ...signIn, device }));
  if (!turn.right) return { outcome: 'wait', seconds: turn.seconds };
  const isRight = await isPassword(signIn.password, account?.phc ?? NOBODYS);
  if (!isRight || account === undefined || account.isShut) return { outcome: 'wrong' };
  await turn.right();
  return {
    outcome: 'right',
    personId: account.personId,
    device: markDevice(secret, signIn.device, school, account.personId),
    mustChange: reasonToChange(account, age, around.clock.now()),
  };
}

/** User names are small letters without blanks around them. */
export const nameTyped = (userName: string): string => userName.trim().toLowerCase().replaceAll('\0', '');

function reasonToChange(account: AccountRow, age: PasswordAge | undefined, now: Date) {
  if (account.mustChange) return 'told';
  return account.setAt && isTooOld(account.setAt, age, now) ? 'too-old' : undefined;
}
