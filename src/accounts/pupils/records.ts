import type { Queries } from '../../store/index.ts';

/** A pupil on the list of a class. */
export interface ListedPupil {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly kind: 'picture' | 'word';
}

/** A class whose pupils may sign in. */
export interface PupilClass {
  readonly id: string;
  readonly name: string;
  readonly pupils: readonly ListedPupil[];
}

/** A class that goes on this day, with its members who have a secret, by given name. */
export async function classOn(
  db: Queries,
  school: string,
  group: string,
  day: string,
): Promise<PupilClass | undefined> {
  const found = await db
    .selectFrom('grouping')
    .select(['id', 'name'])
    .where('school_id', '=', school)
    .where('id', '=', group)
    .where('kind', '=', 'class')
    .where('since', '<=', day)
    .where((or) => or.or([or('until', 'is', null), or('until', '>=', day)]))
    .executeTakeFirst();
  if (!found) return undefined;
  const rows = await db
    .selectFrom('membership')
    .innerJoin('person', (join) =>
      join
        .onRef('person.school_id', '=', 'membership.school_id')
        .onRef('person.id', '=', 'membership.person_id'),
    )
    .innerJoin('pupil_secret', (join) =>
      join
        .onRef('pupil_secret.school_id', '=', 'membership.school_id')
        .onRef('pupil_secret.person_id', '=', 'membership.person_id'),
    )
    .select(['person.id', 'person.given_name', 'person.family_name', 'pupil_secret.kind'])
    .distinct()
    .where('membership.school_id', '=', school)
    .where('membership.group_id', '=', group)
    .where('membership.part', '=', 'member')
    .where('membership.since', '<=', day)
    .where((or) => or.or([or('membership.until', 'is', null), or('membership.until', '>=', day)]))
    .where('person.closed_at', 'is', null)
    .orderBy('person.given_name')
    .orderBy('person.family_name')
    .orderBy('person.id')
    .execute();
  const pupils = rows.map((row) => ({
    id: row.id,
    givenName: row.given_name,
    familyName: row.family_name,
    kind: row.kind as ListedPupil['kind'],
  }));
  return { ...found, pupils };
}

/** What a pupil's secret is kept as; nothing where the pupil is suspended. */
export async function pupilSecretOf(
  db: Queries,
  school: string,
  personId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('pupil_secret')
    .innerJoin('person', (join) =>
      join
        .onRef('person.school_id', '=', 'pupil_secret.school_id')
        .onRef('person.id', '=', 'pupil_secret.person_id'),
    )
    .select('pupil_secret.phc')
    .where('pupil_secret.school_id', '=', school)
    .where('pupil_secret.person_id', '=', personId)
    .where('person.suspended_at', 'is', null)
    .executeTakeFirst();
  return row?.phc;
}

export async function putPupilSecret(
  tx: Queries,
  school: string,
  secret: {
    readonly personId: string;
    readonly kind: string;
    readonly phc: string;
    readonly at: Date;
    readonly by: string;
  },
): Promise<void> {
  const set = { kind: secret.kind, phc: secret.phc, set_at: secret.at, set_by: secret.by };
  await tx
    .insertInto('pupil_secret')
    .values({ school_id: school, person_id: secret.personId, ...set })
    .onConflict((conflict) => conflict.columns(['school_id', 'person_id']).doUpdateSet(set))
    .execute();
}
