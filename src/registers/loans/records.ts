import type { Queries, Transaction } from '../../store/index.ts';

/** An item that is or was with somebody. */
export interface Loan {
  readonly id: string;
  readonly itemId: string;
  readonly personId: string;
  readonly lentAt: Date;
  readonly lentBy: string;
  /** The borrower's name as given. */
  readonly signedOut: string;
  readonly dueOn: string | undefined;
  readonly permissionId: string | undefined;
  readonly conditions: string | undefined;
  readonly returnedAt: Date | undefined;
  readonly returnedBy: string | undefined;
  readonly signedIn: string | undefined;
  readonly stateOnReturn: string | undefined;
}

/** A loan with the item that is lent. */
export interface LoanOfItem extends Loan {
  readonly kind: string;
  readonly name: string;
  readonly tag: string | undefined;
}

export type NewLoan = Omit<Loan, 'returnedAt' | 'returnedBy' | 'signedIn' | 'stateOnReturn'>;

/** Writes a loan down; false where the item is lent already, whoever lent it at the same moment. */
export async function insertLoan(tx: Transaction, school: string, loan: NewLoan): Promise<boolean> {
  const written = await tx
    .insertInto('loan')
    .values({
      school_id: school,
      id: loan.id,
      item_id: loan.itemId,
      person_id: loan.personId,
      lent_at: loan.lentAt,
      lent_by: loan.lentBy,
      signed_out: loan.signedOut,
      due_on: loan.dueOn ?? null,
      permission_id: loan.permissionId ?? null,
      conditions: loan.conditions ?? null,
      returned_at: null,
      returned_by: null,
      signed_in: null,
      state_on_return: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['school_id', 'item_id']).where('returned_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return written !== undefined;
}

/** Ends a loan; false where it has ended. */
export async function endLoan(
  tx: Transaction,
  school: string,
  id: string,
  back: { readonly at: Date; readonly by: string; readonly signedIn: string; readonly state: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('loan')
    .set({
      returned_at: back.at,
      returned_by: back.by,
      signed_in: back.signedIn,
      state_on_return: back.state,
    })
    .where('school_id', '=', school)
    .where('id', '=', id)
    .where('returned_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Which loans are listed. */
export interface LoanFilter {
  readonly id?: string | undefined;
  readonly itemId?: string | undefined;
  readonly personId?: string | undefined;
  /** Kinds of registers. */
  readonly kinds?: readonly string[] | undefined;
  /** Only those that have not come back. */
  readonly open?: boolean | undefined;
  /** Only those that should be back on or before this day (YYYY-MM-DD). */
  readonly dueUntil?: string | undefined;
}

/** Loans, those not back by the day they are due, the others the newest first. */
export async function listLoans(
  db: Queries,
  school: string,
  filter: LoanFilter,
  limit: number,
): Promise<LoanOfItem[]> {
  if (filter.kinds?.length === 0) return [];
  let query = db
    .selectFrom('loan')
    .innerJoin('item', (join) =>
      join.onRef('item.school_id', '=', 'loan.school_id').onRef('item.id', '=', 'loan.item_id'),
    )
    .selectAll('loan')
    .select(['item.kind', 'item.name', 'item.tag'])
    .where('loan.school_id', '=', school);
  if (filter.id !== undefined) query = query.where('loan.id', '=', filter.id);
  if (filter.itemId !== undefined) query = query.where('loan.item_id', '=', filter.itemId);
  if (filter.personId !== undefined) query = query.where('loan.person_id', '=', filter.personId);
  if (filter.kinds) query = query.where('item.kind', 'in', [...filter.kinds]);
  if (filter.open) query = query.where('loan.returned_at', 'is', null);
  if (filter.dueUntil !== undefined) query = query.where('loan.due_on', '<=', filter.dueUntil);
  const rows = await query
    .orderBy('loan.returned_at', (order) => order.desc().nullsFirst())
    .orderBy('loan.due_on')
    .orderBy('loan.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    itemId: row.item_id,
    personId: row.person_id,
    lentAt: row.lent_at,
    lentBy: row.lent_by,
    signedOut: row.signed_out,
    dueOn: row.due_on ?? undefined,
    permissionId: row.permission_id ?? undefined,
    conditions: row.conditions ?? undefined,
    returnedAt: row.returned_at ?? undefined,
    returnedBy: row.returned_by ?? undefined,
    signedIn: row.signed_in ?? undefined,
    stateOnReturn: row.state_on_return ?? undefined,
    kind: row.kind,
    name: row.name,
    tag: row.tag ?? undefined,
  }));
}

/** An item kept for somebody in a part of a day. */
export interface Booking {
  readonly id: string;
  readonly itemId: string;
  readonly personId: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly slot: string;
}

/** Writes a booking down; false where that part of the day is taken. */
export async function insertBooking(
  tx: Transaction,
  school: string,
  booking: Booking,
  at: Date,
): Promise<boolean> {
  const written = await tx
    .insertInto('booking')
    .values({
      school_id: school,
      id: booking.id,
      item_id: booking.itemId,
      person_id: booking.personId,
      day: booking.day,
      slot: booking.slot,
      made_at: at,
      cancelled_at: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['school_id', 'item_id', 'day', 'slot']).where('cancelled_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return written !== undefined;
}

/** Ends a booking; false where it was cancelled. */
export async function endBooking(tx: Transaction, school: string, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('booking')
    .set({ cancelled_at: at })
    .where('school_id', '=', school)
    .where('id', '=', id)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Bookings that stand from a day on (YYYY-MM-DD), of an item or of a person. */
export async function listBookings(
  db: Queries,
  school: string,
  filter: {
    readonly id?: string;
    readonly itemId?: string;
    readonly personId?: string;
    readonly since: string;
  },
): Promise<(Booking & { readonly kind: string; readonly name: string })[]> {
  let query = db
    .selectFrom('booking')
    .innerJoin('item', (join) =>
      join.onRef('item.school_id', '=', 'booking.school_id').onRef('item.id', '=', 'booking.item_id'),
    )
    .select(['booking.id', 'booking.item_id', 'booking.person_id', 'booking.day', 'booking.slot'])
    .select(['item.kind', 'item.name'])
    .where('booking.school_id', '=', school)
    .where('booking.day', '>=', filter.since)
    .where('booking.cancelled_at', 'is', null);
  if (filter.id !== undefined) query = query.where('booking.id', '=', filter.id);
  if (filter.itemId !== undefined) query = query.where('booking.item_id', '=', filter.itemId);
  if (filter.personId !== undefined) query = query.where('booking.person_id', '=', filter.personId);
  const rows = await query.orderBy('booking.day').orderBy('booking.made_at').limit(200).execute();
  return rows.map(({ item_id, person_id, ...row }) => ({ ...row, itemId: item_id, personId: person_id }));
}
