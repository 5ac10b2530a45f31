import { isId } from '../../kernel/index.ts';
import { type Act, findPersons } from '../../people/index.ts';
import { type Holder, readHolders } from '../../permissions/index.ts';
import type { Policy } from '../../policy/index.ts';
import type { Transaction } from '../../store/index.ts';
import { endClock } from '../clocks/records.ts';
import { reportFault } from '../errors.ts';
import { hearersOf } from '../hearing.ts';
import { mayHandIn } from '../evidence/forbidding.ts';
import { type Finding, findingsAsked, type ReportKind } from '../kind.ts';
import { type Looking, reportNotFound, requireHeard } from '../looking.ts';
import { insertAbout, insertLetIn } from '../records.ts';
import type { Report } from '../report.ts';
import { rolesHeard, rolesOfHearer, unheardRoutes } from './acknowledging.ts';
import type { EntryDraft, EntryKind } from './entry.ts';
import { changeState, lockReport, readEntries } from './records.ts';
import { write } from './writing.ts';

/** Somebody who handles a report: it is theirs to hear, or it is not there. */
export interface Handling extends Omit<Looking, 'listener'> {
  readonly at: Date;
  readonly by: Looking['listener'];
}

const actOf = ({ school, at, by }: Handling): Act => ({ school, at, by: by.personId });

/** The report, taken for this transaction. @throws REPORT_NOT_FOUND */
async function take(tx: Transaction, handling: Handling, id: string): Promise<Report> {
  if (!isId(id) || !(await lockReport(tx, handling.school, id))) throw reportNotFound();
  return requireHeard(tx, { ...handling, listener: handling.by }, id);
}

async function takeOpen(tx: Transaction, handling: Handling, id: string): Promise<Report> {
  const report = await take(tx, handling, id);
  if (report.state === 'closed') throw reportFault('REPORT_CLOSED', 'this report is closed');
  return report;
}

/** Somebody says that they have heard it. It is acknowledged when everybody has whom the policy wants to hear it. */
export async function acknowledge(tx: Transaction, handling: Handling, id: string): Promise<void> {
  const report = await takeOpen(tx, handling, id);
  const holders = await readHolders(tx, handling.school, handling.day);
  const roles = rolesOfHearer(hearersOf(report, holders, handling.policy), handling.by.personId);
  const heard = rolesHeard(await readEntries(tx, handling.school, id));
  if (roles.length > 0 && roles.every((role) => heard.has(role))) return;
  await write(tx, actOf(handling), id, {
    kind: 'acknowledged',
    details: { roles: roles.join(' ') },
    isForTeller: true,
  });
  const left = unheardRoutes(report, new Set([...heard, ...roles]));
  if (left.length === 0 && report.acknowledgedAt === undefined)
    await changeState(tx, handling.school, id, { acknowledgedAt: handling.at });
}

/** Gives a report to somebody to see through; they hear it from then on. @throws REPORT_NOT_FOUND */
export async function assign(
  tx: Transaction,
  handling: Handling,
  id: string,
  personId: string,
): Promise<void> {
  await letIn(tx, handling, id, personId, 'assigned');
  await changeState(tx, handling.school, id, { assignedTo: personId });
}

/** Lets somebody hear it besides those whom the policy names. Never anybody whom it is about. @throws REPORT_NOT_FOUND */
export async function letIn(
  tx: Transaction,
  handling: Handling,
  id: string,
  personId: string,
  why: 'assigned' | 'asked-in' = 'asked-in',
): Promise<void> {
  const report = await takeOpen(tx, handling, id);
  const holders = await readHolders(tx, handling.school, handling.day);
  if (!mayBeLetIn(report, holders, handling.policy, why).includes(personId)) throw reportNotFound();
  if (!report.letIn.some((each) => each.personId === personId))
    await insertLetIn(tx, handling.school, id, { personId, why }, handling.at);
  await write(tx, actOf(handling), id, {
    kind: why === 'assigned' ? 'assigned' : 'let-in',
    details: { person: personId },
  });
}

/**
 * Who may be let in: whoever holds a role of the school today, and to see it through only staff. Never pupils and
 * parents, and never anybody whom it is about.
 */
export function mayBeLetIn(
  { about }: Pick<Report, 'about'>,
  holders: readonly Holder[],
  { vocabulary }: Policy,
  why: 'assigned' | 'asked-in',
): string[] {
  const isStaff = (role: string) => vocabulary.roles.wider(role).includes('staff');
  const fit = holders.filter(
    ({ personId, role }) => !about.includes(personId) && (why === 'asked-in' || isStaff(role)),
  );
  return [...new Set(fit.map(({ personId }) => personId))];
}

/** Says that it is about somebody: from then on it does not exist for them. */
export async function tellAbout(
  tx: Transaction,
  handling: Handling,
  id: string,
  personIds: readonly string[],
): Promise<void> {
  await takeOpen(tx, handling, id);
  const people = await findPersons(tx, handling.school, personIds);
  const known = personIds.filter((personId) => people.has(personId) && personId !== handling.by.personId);
  if (known.length === 0) throw reportNotFound();
  await insertAbout(tx, handling.school, id, known, handling.at);
  await write(tx, actOf(handling), id, { kind: 'about', details: { people: known.join(' ') } });
}

/** Entries that change nothing but the timeline. */
export type PlainKind = Extract<
  EntryKind,
  'noted' | 'asked' | 'said' | 'step' | 'linked' | 'referred' | 'handed-over' | 'parents-told'
>;

const forTeller: ReadonlySet<EntryKind> = new Set(['asked', 'said']);

/** Adds a line: a note, a question to the teller, a referral. @throws REPORT_NOT_FOUND, REPORT_CLOSED, REPORT_INCOMPLETE, EVIDENCE_FORBIDDEN */
export async function add(
  tx: Transaction,
  handling: Handling,
  kinds: ReadonlyMap<string, ReportKind>,
  id: string,
  draft: EntryDraft & { readonly kind: PlainKind },
): Promise<void> {
  const report = await takeOpen(tx, handling, id);
  const isEmpty = !draft.words?.trim() && !draft.details && !draft.files?.length;
  if (isEmpty) throw reportFault('REPORT_INCOMPLETE', 'there is nothing in it');
  const found = foundIn(await readEntries(tx, handling.school, id));
  if (draft.files?.length && !mayHandIn(kinds.get(report.kind), report.facts, found))
    throw reportFault('EVIDENCE_FORBIDDEN', 'nothing is handed in with this kind of report');
  await write(tx, actOf(handling), id, { ...draft, isForTeller: forTeller.has(draft.kind) });
}

/** What was found, by finding; text as the form takes it. */
export type Found = Readonly<Record<string, string>>;

/**
 * Keeps what was found out; later words stand beside the earlier ones. What is not asked is not kept: nobody enters that
 * files were deleted once an illegal image may be among them. A finding that says when something was done ends
 * the time that waited for it.
 */
export async function find(
  tx: Transaction,
  handling: Handling,
  kind: ReportKind,
  id: string,
  found: Found,
): Promise<void> {
  await takeOpen(tx, handling, id);
  const known = fittingOf(kind, foundIn(await readEntries(tx, handling.school, id)), found);
  if (Object.keys(known).length === 0) throw reportFault('REPORT_INCOMPLETE', 'there is nothing in it');
  await write(tx, actOf(handling), id, { kind: 'found', details: known });
  for (const { clock, metBy } of kind.clocks) {
    const said = metBy === undefined ? undefined : known[metBy];
    if (said !== undefined)
      await endClock(tx, handling.school, id, clock, { metAt: momentOf(said, handling.at), why: 'met' });
  }
}

/** What fits its finding, of what is asked at all after what was found before and what is said now. */
function fittingOf(
  kind: ReportKind,
  before: ReadonlyMap<string, unknown>,
  found: Found,
): Readonly<Record<string, string>> {
  const fitting = new Map(
    kind.findings.flatMap((finding) => {
      const value = valueOf(finding, found[finding.id]);
      return value === undefined ? [] : [[finding.id, value] as const];
    }),
  );
  const asked = findingsAsked(kind, new Map([...before, ...fitting]));
  return Object.fromEntries([...fitting].filter(([each]) => asked.some((finding) => finding.id === each)));
}

const LONGEST_FINDING = 4000;

function valueOf({ type, choices }: Finding, value: string | undefined): string | undefined {
  const text = value?.replaceAll('\0', '').trim().slice(0, LONGEST_FINDING);
  if (!text) return undefined;
  if (type === 'choice') return choices.some((choice) => choice.id === text) ? text : undefined;
  if (type === 'yes-no') return text === 'yes' || text === 'no' ? text : undefined;
  if (type === 'number') return /^\d{1,9}$/.test(text) ? text : undefined;
  if (type === 'date') return /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined;
  if (type === 'moment') return Number.isNaN(Date.parse(text)) ? undefined : text;
  return text;
}

/** Nothing is done before it happens. */
function momentOf(text: string, now: Date): Date {
  const at = new Date(text);
  return at > now ? now : at;
}

/** What a report of this kind must still say before it is closed. */
export function missingOf(kind: ReportKind, found: ReadonlyMap<string, unknown>): readonly Finding[] {
  return findingsAsked(kind, found).filter(({ id, isNeeded }) => isNeeded && !found.has(id));
}

/** Closes a report with what came of it, which its teller may read. @throws REPORT_UNFINISHED, REPORT_INCOMPLETE */
export async function close(
  tx: Transaction,
  handling: Handling,
  kind: ReportKind,
  id: string,
  outcome: { readonly words: string; readonly forTeller?: string | undefined },
): Promise<void> {
  await takeOpen(tx, handling, id);
  const missing = missingOf(kind, foundIn(await readEntries(tx, handling.school, id)));
  if (missing.length > 0)
    throw reportFault(
      'REPORT_UNFINISHED',
      `this report does not say yet: ${missing.map(({ name }) => name).join(', ')}`,
    );
  if (!outcome.words.trim())
    throw reportFault('REPORT_INCOMPLETE', 'a report is closed with what came of it');
  await write(tx, actOf(handling), id, { kind: 'closed', words: outcome.words });
  if (outcome.forTeller?.trim())
    await write(tx, actOf(handling), id, { kind: 'said', words: outcome.forTeller, isForTeller: true });
  await changeState(tx, handling.school, id, { state: 'closed', closedAt: handling.at });
}

/** What was found last, by finding. */
export const foundIn = (
  entries: readonly { readonly kind: EntryKind; readonly details: Readonly<Record<string, unknown>> }[],
): ReadonlyMap<string, unknown> =>
  new Map(entries.filter(({ kind }) => kind === 'found').flatMap(({ details }) => Object.entries(details)));

/** Opens a closed report again: there is more to do, or somebody appeals. */
export async function reopen(
  tx: Transaction,
  handling: Handling,
  id: string,
  words: string,
  kind: 'reopened' | 'appealed' = 'reopened',
): Promise<void> {
  const report = await take(tx, handling, id);
  if (report.state === 'open') return;
  await write(tx, actOf(handling), id, { kind, words });
  await changeState(tx, handling.school, id, { state: 'open', closedAt: null });
}
