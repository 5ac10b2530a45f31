import type { Queries } from '../store/index.ts';

/** Whether an address was sent a letter of this kind since then. */
export async function wasWrittenTo(
  db: Queries,
  school: string,
  { kind, address, since }: { readonly kind: string; readonly address: string; readonly since: Date },
): Promise<boolean> {
  const row = await db
    .selectFrom('message')
    .select('id')
    .where('school_id', '=', school)
    .where('made_at', '>=', since)
    .where('kind', '=', kind)
    .where((or) => or(or.fn<string>('lower', ['to_address']), '=', address.toLowerCase()))
    .executeTakeFirst();
  return row !== undefined;
}
