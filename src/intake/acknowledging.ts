import { isMailAddress, post, reportReceived } from '../mail/index.ts';
import type { Filed, FilingSchool } from '../reports/index.ts';
import type { Transaction } from '../store/index.ts';
import { replyAddress } from './addresses.ts';
import type { House } from './house.ts';
import type { IncomingLetter } from './letter.ts';
import { wasWrittenTo } from './records.ts';

const HOUR = 60 * 60 * 1000;

/**
 * Says once that a letter arrived. It is the only letter that another letter causes, goes to people alone, and at most
 * once an hour to one address: two programs that answer each other are soon silent. SOURCE: RFC 3834, 2
 */
export async function acknowledgeLetter(
  tx: Transaction,
  house: House & { readonly domain: string },
  { key, policy }: FilingSchool,
  { from, author }: Pick<IncomingLetter, 'from' | 'author'>,
  { id, reference, receipt }: Filed,
): Promise<void> {
  if (author !== 'person' || from === undefined || !isMailAddress(from)) return;
  const since = new Date(house.clock.now().getTime() - HOUR);
  if (await wasWrittenTo(tx, key, { kind: 'report-received', address: from, since })) return;
  const written = reportReceived({
    school: policy.pack.school,
    name: 'reader',
    reference,
    receipt,
    link: `${house.origin()}/schools/${key}/told`,
    replyTo: replyAddress(house, key, id),
  });
  await post(tx, house.clock, { school: key, to: { address: from }, ...written });
}
