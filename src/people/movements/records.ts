import type { Queries } from '../../store/index.ts';
import { type MovementKind, stepsFor } from './steps.ts';

/** A list of what is to be done for somebody, with what is done. */
export interface Movement {
  readonly id: string;
  readonly personId: string;
  readonly kind: MovementKind;
  readonly onDay: string;
  readonly openedAt: Date;
  readonly openedBy: string | undefined;
  readonly steps: readonly {
    readonly step: string;
    readonly doneAt: Date | undefined;
    readonly doneBy: string | undefined;
    readonly note: string | undefined;
  }[];
}

export async function insertMovement(
  tx: Queries,
  school: string,
  movement: Omit<Movement, 'steps'>,
  steps: readonly string[],
): Promise<void> {
  await tx
    .insertInto('movement')
    .values({
      school_id: school,
      id: movement.id,
      person_id: movement.personId,
      kind: movement.kind,
      on_day: movement.onDay,
      opened_at: movement.openedAt,
      opened_by: movement.openedBy ?? null,
    })
    .execute();
  await tx
    .insertInto('movement_step')
    .values(
      steps.map((step) => ({
        school_id: school,
        movement_id: movement.id,
        step,
        done_at: null,
        done_by: null,
        note: null,
      })),
    )
    .execute();
}

export async function tickStep(
  tx: Queries,
  school: string,
  movementId: string,
  step: string,
  at: Date,
  by?: string,
  note?: string,
): Promise<void> {
  await tx
    .updateTable('movement_step')
    .set({ done_at: at, done_by: by ?? null, note: note ?? null })
    .where('school_id', '=', school)
    .where('movement_id', '=', movementId)
    .where('step', '=', step)
    .execute();
}

export async function movementOf(db: Queries, school: string, id: string): Promise<Movement | undefined> {
  const [movement] = await movementsWhere(db, school, { id });
  return movement;
}

/** Lists of one person, or those that still have something to do; the newest first. */
export async function movementsWhere(
  db: Queries,
  school: string,
  which: { readonly id?: string; readonly personId?: string; readonly open?: boolean },
): Promise<Movement[]> {
  let query = db.selectFrom('movement').selectAll().where('school_id', '=', school);
  if (which.id !== undefined) query = query.where('id', '=', which.id);
  if (which.personId !== undefined) query = query.where('person_id', '=', which.personId);
  if (which.open)
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('movement_step')
          .select('movement_step.step')
          .whereRef('movement_step.school_id', '=', 'movement.school_id')
          .whereRef('movement_step.movement_id', '=', 'movement.id')
          .where('movement_step.done_at', 'is', null),
      ),
    );
  const rows = await query.orderBy('opened_at', 'desc').orderBy('id').limit(500).execute();
  if (rows.length === 0) return [];
  const steps = await db
    .selectFrom('movement_step')
    .selectAll()
    .where('school_id', '=', school)
    .where(
      'movement_id',
      'in',
      rows.map((row) => row.id),
    )
    .execute();
  return rows.map((row) => {
    const kind = row.kind as MovementKind;
    const order = stepsFor(kind).map(({ step }) => step);
    return {
      id: row.id,
      personId: row.person_id,
      kind,
      onDay: row.on_day,
      openedAt: row.opened_at,
      openedBy: row.opened_by ?? undefined,
      steps: steps
        .filter((step) => step.movement_id === row.id)
        .toSorted((one, other) => order.indexOf(one.step) - order.indexOf(other.step))
        .map((step) => ({
          step: step.step,
          doneAt: step.done_at ?? undefined,
          doneBy: step.done_by ?? undefined,
          note: step.note ?? undefined,
        })),
    };
  });
}
