import { Fault, isId } from '../kernel/index.ts';
import type { Store } from '../store/index.ts';
import { mailErrors } from './errors.ts';
import { findKept, type KeptMessage, listKept } from './records.ts';

const mostListed = 200;

/** Messages of a school that have not left, the newest first; at most 200. */
export const keptMessages = (store: Store, school: string): Promise<KeptMessage[]> =>
  listKept(store.db, school, mostListed);

/** One of them with its text. What has left is not found. @throws MESSAGE_NOT_FOUND */
export async function keptMessage(
  store: Store,
  school: string,
  id: string,
): Promise<KeptMessage & { readonly text: string }> {
  const found = isId(id) ? await findKept(store.db, school, id) : undefined;
  if (!found)
    throw new Fault('MESSAGE_NOT_FOUND', `there is no message \`${id.slice(0, 40)}\``, {
      status: 404,
      help: mailErrors.MESSAGE_NOT_FOUND,
    });
  return found;
}
