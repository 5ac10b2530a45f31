import { type Clock, Fault, newId } from '../kernel/index.ts';
import type { Transaction } from '../store/index.ts';
import { isMailAddress } from './addresses.ts';
import { mailErrors } from './errors.ts';
import type { Letter } from './letter.ts';
import { oneLine } from './one-line.ts';
import { insertMessage } from './records.ts';

/**
 * Keeps a letter in the caller's transaction, to leave after it: what is rolled back is never sent, and what is kept is.
 * Gives the message's id. Whoever posts to many asks `isMailAddress` first, so that one wrong address does not undo all.
 * @throws MAIL_ADDRESS_INVALID
 */
export async function post(tx: Transaction, clock: Clock, letter: Letter): Promise<string> {
  if (!isMailAddress(letter.to.address))
    throw new Fault('MAIL_ADDRESS_INVALID', 'a letter cannot be sent to what is no e-mail address', {
      status: 422,
      help: mailErrors.MAIL_ADDRESS_INVALID,
    });
  const id = newId();
  await insertMessage(tx, { ...letter, subject: oneLine(letter.subject), id, madeAt: clock.now() });
  return id;
}
