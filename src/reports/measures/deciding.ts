import { newId } from '../../kernel/index.ts';
import { readHolders } from '../../permissions/index.ts';
import type { Transaction } from '../../store/index.ts';
import { reportFault } from '../errors.ts';
import type { Handling } from '../handling/handling.ts';
import { write } from '../handling/writing.ts';
import { measureDeciders, type Subject } from './deciders.ts';
import type { Measure, ProvidedMeasures } from './measure.ts';
import { measuresFor } from './providing.ts';
import { insertMeasure, readMeasures, updateLifted } from './records.ts';
import { notYours, subjectOf, takeHeard, takeOpen } from './taking.ts';

/** What somebody decides about whom a report is about. */
export interface MeasureDraft {
  readonly personId: string;
  readonly clause: string;
  /** One of those that the clause provides. */
  readonly measure: string;
  readonly reason: string;
  /** YYYY-MM-DD. */
  readonly since: string;
  readonly until?: string | undefined;
}

const actOf = ({ school, at, by }: Handling) => ({ school, at, by: by.personId });

/**
 * Decides a measure that the policy provides, in somebody's own name and with a reason. Gives its id.
 *
 * INVARIANT: a person decides, here and nowhere else. No clock, count, filter or monitoring calls this.
 * SOURCE: UK GDPR, articles 22A to 22D
 * @throws REPORT_NOT_FOUND, REPORT_CLOSED, MEASURE_NOT_YOURS, MEASURE_NOT_FOUND, REPORT_INCOMPLETE
 */
export async function decideMeasure(
  tx: Transaction,
  handling: Handling,
  reportId: string,
  draft: MeasureDraft,
): Promise<string> {
  const report = await takeOpen(tx, handling, reportId);
  const subject = await subjectOf(tx, handling, report, draft.personId);
  const provided = providedBy(handling, subject, draft);
  await requireDecider(tx, handling, subject, provided);
  check(draft);
  const measure = {
    id: newId(),
    reportId,
    ...draft,
    until: draft.until,
    reason: draft.reason.trim(),
    decidedBy: handling.by.personId,
    decidedAt: handling.at,
  };
  const { seq } = await write(tx, actOf(handling), reportId, {
    kind: 'measure',
    words: measure.reason,
    details: {
      measure: measure.id,
      person: measure.personId,
      clause: measure.clause,
      name: measure.measure,
      since: measure.since,
      until: measure.until ?? null,
      tells: provided.tells.join(' '),
    },
  });
  await insertMeasure(tx, handling.school, measure, seq);
  return measure.id;
}

function providedBy({ policy }: Handling, { roles }: Subject, draft: MeasureDraft): ProvidedMeasures {
  const provided = measuresFor(policy, roles).find(({ clause }) => clause.id === draft.clause);
  if (!provided?.measures.includes(draft.measure))
    throw reportFault('MEASURE_NOT_FOUND', 'the policy provides no such measure against this person');
  return provided;
}

async function requireDecider(
  tx: Transaction,
  handling: Handling,
  subject: Subject,
  { clause }: Pick<ProvidedMeasures, 'clause'>,
): Promise<void> {
  const holders = await readHolders(tx, handling.school, handling.day);
  const deciders = measureDeciders(clause, subject, holders, handling.policy);
  if (!deciders.includes(handling.by.personId)) throw notYours();
}

function check({ reason, since, until }: MeasureDraft): void {
  if (reason.trim() === '')
    throw reportFault('REPORT_INCOMPLETE', 'a measure is decided with the reason for it');
  if (until !== undefined && until < since)
    throw reportFault('REPORT_INCOMPLETE', 'the last day cannot be before the first');
}

/**
 * Takes a measure back, by somebody who could decide it, with the reason.
 * @throws REPORT_NOT_FOUND, MEASURE_NOT_FOUND, MEASURE_NOT_YOURS, REPORT_INCOMPLETE
 */
export async function liftMeasure(
  tx: Transaction,
  handling: Handling,
  reportId: string,
  measureId: string,
  why: string,
): Promise<void> {
  const report = await takeHeard(tx, handling, reportId);
  const measure = await requireMeasure(tx, handling, reportId, measureId);
  const subject = await subjectOf(tx, handling, report, measure.personId);
  const clause = handling.policy.rules.get(measure.clause)?.clause;
  await requireDecider(tx, handling, subject, { clause: clause ?? nobodyNamed });
  if (why.trim() === '') throw reportFault('REPORT_INCOMPLETE', 'a measure is lifted with the reason for it');
  const lifting = { at: handling.at, by: handling.by.personId, why: why.trim() };
  if (!(await updateLifted(tx, handling.school, measureId, lifting))) throw gone();
  await write(tx, actOf(handling), reportId, {
    kind: 'measure-lifted',
    words: lifting.why,
    details: { measure: measureId, person: measure.personId, name: measure.measure },
  });
}

/** Where an edition that came since has the clause no longer, whoever acts for the school may lift what it provided. */
const nobodyNamed = {} as ProvidedMeasures['clause'];

async function requireMeasure(
  tx: Transaction,
  { school }: Handling,
  reportId: string,
  measureId: string,
): Promise<Measure> {
  const measure = (await readMeasures(tx, school, reportId)).find(({ id }) => id === measureId);
  if (!measure || measure.lifted) throw gone();
  return measure;
}

const gone = () => reportFault('MEASURE_NOT_FOUND', 'there is no such measure, or it was lifted');
