import type { Queries } from '../../store/index.ts';

/** An outside firm, and the role of the policy that it fills. */
export interface Firm {
  readonly id: string;
  readonly name: string;
  readonly role: string | undefined;
  readonly since: string;
  readonly until: string | undefined;
}

export async function insertFirm(tx: Queries, school: string, firm: Firm): Promise<void> {
  await tx
    .insertInto('firm')
    .values({
      school_id: school,
      id: firm.id,
      name: firm.name,
      role: firm.role ?? null,
      since: firm.since,
      until: firm.until ?? null,
    })
    .execute();
}

export async function endFirm(tx: Queries, school: string, id: string, until: string): Promise<void> {
  await tx.updateTable('firm').set({ until }).where('school_id', '=', school).where('id', '=', id).execute();
}

export async function listFirms(db: Queries, school: string): Promise<Firm[]> {
  const rows = await db
    .selectFrom('firm')
    .selectAll()
    .where('school_id', '=', school)
    .orderBy('name')
    .execute();
  return rows.map(({ id, name, role, since, until }) => ({
    id,
    name,
    role: role ?? undefined,
    since,
    until: until ?? undefined,
  }));
}

export async function findFirm(db: Queries, school: string, id: string): Promise<Firm | undefined> {
  return (await listFirms(db, school)).find((firm) => firm.id === id);
}

/** Those of a firm's people who are not shut. */
export async function technicianIds(db: Queries, school: string, firmId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('school_id', '=', school)
    .where('firm_id', '=', firmId)
    .where('closed_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
