import { sql } from 'kysely';
import type { Queries, Transaction } from '../../store/index.ts';

export type Reason = 'first' | 'material' | 'yearly';

/** A round of asking. */
export interface Campaign {
  readonly id: string;
  readonly reason: Reason;
  readonly edition: number;
  readonly openedAt: Date;
  /** The last day to sign, YYYY-MM-DD. */
  readonly dueOn: string;
}

/** The campaigns of a school, the newest first. */
export async function campaignsOf(db: Queries, school: string): Promise<Campaign[]> {
  const rows = await db
    .selectFrom('campaign')
    .select(['id', 'reason', 'edition', 'opened_at', 'due_on'])
    .where('school_id', '=', school)
    .orderBy('opened_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    reason: row.reason as Reason,
    edition: row.edition,
    openedAt: row.opened_at,
    dueOn: row.due_on,
  }));
}

export async function insertCampaign(tx: Queries, school: string, campaign: Campaign): Promise<void> {
  await tx
    .insertInto('campaign')
    .values({
      school_id: school,
      id: campaign.id,
      reason: campaign.reason,
      edition: campaign.edition,
      opened_at: campaign.openedAt,
      due_on: campaign.dueOn,
    })
    .execute();
}

/** How many reminders somebody has had in a campaign, and when the last was. */
export interface Reminded {
  readonly campaignId: string;
  readonly personId: string;
  readonly count: number;
  readonly lastOn: string;
}

export async function remindedIn(db: Queries, school: string): Promise<Reminded[]> {
  const rows = await db
    .selectFrom('reminder')
    .select((eb) => [
      'campaign_id',
      'person_id',
      eb.fn.max('number').as('count'),
      eb.fn.max('sent_on').as('last_on'),
    ])
    .where('school_id', '=', school)
    .groupBy(['campaign_id', 'person_id'])
    .execute();
  return rows.map((row) => ({
    campaignId: row.campaign_id,
    personId: row.person_id,
    count: Number(row.count),
    lastOn: row.last_on,
  }));
}

export interface NewReminder {
  readonly campaignId: string;
  readonly personId: string;
  readonly number: number;
  readonly sentOn: string;
  readonly toldManager: string | undefined;
}

/**
 * Keeps reminders that nobody has kept meanwhile, and not two of one person on one day; gives the people whose it kept.
 *
 * INVARIANT: a reminder's key is its campaign, person and number, so that of two runs at once one keeps it and posts it.
 */
export async function insertReminders(
  tx: Transaction,
  school: string,
  reminders: readonly NewReminder[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ person_id: string }>`
    insert into reminder (school_id, campaign_id, person_id, number, sent_on, told_manager)
    select ${school}, r.campaign_id, r.person_id, r.number, r.sent_on, r.told_manager
    from (values ${sql.join(
      reminders.map(
        (
          each,
        ) => sql`(cast(${each.campaignId} as text), cast(${each.personId} as text), cast(${each.number} as int),
          cast(${each.sentOn} as date), cast(${each.toldManager ?? null} as text))`,
      ),
    )}) as r (campaign_id, person_id, number, sent_on, told_manager)
    where not exists(select 1 from reminder x where x.school_id = ${school} and x.person_id = r.person_id
      and x.campaign_id = r.campaign_id and x.sent_on = r.sent_on)
    on conflict do nothing returning person_id`.execute(tx);
  return new Set(rows.map((row) => row.person_id));
}

/** Days on which the school is shut, besides weekends. */
export async function closedDaysOf(db: Queries, school: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('closed_day').select('day').where('school_id', '=', school).execute();
  return new Set(rows.map((row) => row.day));
}

/** The leads of departments by their members on a day. */
export async function leadsOf(
  db: Queries,
  school: string,
  day: string,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ person_id: string; lead_id: string }>`
    select m.person_id, min(l.person_id) as lead_id
    from membership m
    join grouping g on g.school_id = m.school_id and g.id = m.group_id and g.kind = 'department'
    join membership l on l.school_id = m.school_id and l.group_id = m.group_id and l.part = 'lead'
      and l.person_id <> m.person_id and l.since <= ${day} and (l.until is null or l.until >= ${day})
    join person p on p.school_id = l.school_id and p.id = l.person_id and p.closed_at is null
    where m.school_id = ${school} and m.since <= ${day} and (m.until is null or m.until >= ${day})
    group by m.person_id`.execute(db);
  return new Map(rows.map((row) => [row.person_id, row.lead_id]));
}

/** A day on which the school is shut. */
export interface ClosedDay {
  readonly day: string;
  readonly name: string;
}

/** Closed days from a day on. */
export async function listClosedDays(db: Queries, school: string, from: string): Promise<ClosedDay[]> {
  return db
    .selectFrom('closed_day')
    .select(['day', 'name'])
    .where('school_id', '=', school)
    .where('day', '>=', from)
    .orderBy('day')
    .execute();
}

export async function putClosedDays(db: Queries, school: string, days: readonly ClosedDay[]): Promise<void> {
  if (days.length === 0) return;
  await db
    .insertInto('closed_day')
    .values(days.map(({ day, name }) => ({ school_id: school, day, name })))
    .onConflict((conflict) => conflict.columns(['school_id', 'day']).doNothing())
    .execute();
}

export async function dropClosedDay(db: Queries, school: string, day: string): Promise<void> {
  await db.deleteFrom('closed_day').where('school_id', '=', school).where('day', '=', day).execute();
}
