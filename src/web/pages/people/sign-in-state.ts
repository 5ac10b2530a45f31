import { accountOf, isOver, sessionsOf } from '../../../accounts/index.ts';
import type { Site } from '../../site.ts';
import { wordMoment } from '../../wording/days.ts';
import { counted } from '../../wording/text.ts';

/** Whether somebody can sign in, and is signed in, in words for the office. */
export interface SignInState {
  readonly hasAccount: boolean;
  readonly words: string;
}

/** Where somebody is signed in now, and since when. */
export async function signInStateOf(site: Site, school: string, personId: string): Promise<SignInState> {
  const now = site.clock.now();
  const hasAccount = (await accountOf(site.store.db, school, personId)) !== undefined;
  const open = (await sessionsOf(site.store, school, personId)).filter((session) => !isOver(session, now));
  const last = open.map(({ seenAt }) => seenAt.getTime()).toSorted((one, other) => other - one)[0];
  return {
    hasAccount,
    words:
      last === undefined
        ? `${hasAccount ? '' : 'No account yet. '}Not signed in now`
        : `Signed in now, ${counted(open.length, 'session')}, last seen ${wordMoment(new Date(last))}`,
  };
}
