import { localDay } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import { type Act, entry } from '../../people/index.ts';
import type { Transaction } from '../../store/index.ts';
import { requireRequest } from '../asking.ts';
import { permissionFault } from '../fault.ts';
import { isOpen } from '../request.ts';
import { updateNeed } from '../requests/records.ts';
import { asItStands, needShown, type ShownBy } from './things.ts';

/**
 * Shows what a clause wants to see: by what a register says of a thing, an assessment, or the asker's word. Where the
 * register says no, or a check is overdue, the thing is kept with the request and the need stays open; no word helps
 * then, only another thing, or the register put right.
 * @throws REQUEST_NOT_FOUND, REQUEST_SETTLED, NEED_NOT_SHOWN
 */
export async function showNeed(
  tx: Transaction,
  act: Act & { readonly by: string },
  requestId: string,
  need: string,
  shown: ShownBy,
): Promise<void> {
  const day = localDay(act.at);
  const { request, readings } = await asItStands(
    tx,
    act.school,
    await requireRequest(tx, act.school, requestId),
    day,
  );
  if (!isOpen(request)) throw permissionFault('REQUEST_SETTLED', 'this request is settled');
  if (!request.needs.some((each) => each.need === need))
    throw permissionFault('REQUEST_NOT_FOUND', 'nothing like that is wanted');
  const answer = readings.get(need)?.answer;
  if (shown.by === 'asker' && (answer === 'no' || answer === 'overdue'))
    throw permissionFault('NEED_NOT_SHOWN', 'a word does not stand against what the register says');
  const { shownBy, reference } = await needShown(tx, act.school, request.personId, need, shown, day);
  await updateNeed(tx, act.school, requestId, need, shownBy, reference);
  await record(tx, {
    ...entry(act, 'request.need-shown', request.personId),
    details: {
      request: requestId,
      need,
      by: shown.by,
      shown: shownBy !== undefined,
      ...(reference !== undefined && { reference }),
    },
  });
}
