import { inviteByLetter } from '../../../accounts/index.ts';
import { Fault } from '../../../kernel/index.ts';
import { address, type Routes, type Site } from '../../site.ts';
import { letterheadOf } from '../signing-in/letterhead.ts';
import { type Acting, actingIn } from './acting.ts';
import { changingPeople, type OfPerson, personIn } from './entering.ts';

/** `/schools/:school/people/:person/invitation`: a letter by which somebody opens an account. */
export const invitingPages: Routes = (app, site) => {
  app.post<OfPerson>('/schools/:school/people/:person/invitation', changingPeople, async (request, reply) => {
    const acting = actingIn(site, request);
    const person = await personIn(site, acting, request.params.person);
    const done = await invited(site, acting, person.id);
    return reply.redirect(`${address.person(acting.school.key, person.id)}?done=${done}`, 303);
  });
};

/** Sends the letter; gives what the next page says. */
async function invited(site: Site, { school, act }: Acting, personId: string): Promise<string> {
  const letterhead = letterheadOf(site, school.key);
  try {
    const isSent = await site.store.transaction((tx) =>
      inviteByLetter(tx, site.clock, act, personId, letterhead),
    );
    return isSent ? 'invited' : 'no-address';
  } catch (error) {
    if (error instanceof Fault && tooLate.has(error.code)) return 'not-invited';
    throw error;
  }
}

/** Whoever has an account by now, or is shut, is past being invited. */
const tooLate = new Set(['ACCOUNT_EXISTS', 'ACCOUNT_NOT_FOUND']);
