import type { Act } from '../../people/index.ts';
import { clausesOf, nameOf, type Policy } from '../../policy/index.ts';
import type { Transaction } from '../../store/index.ts';
import type { Request } from '../request.ts';
import { readAssessments, readReviews, type ReviewCause } from './records.ts';
import { raiseReview } from './reviewing.ts';

/** What brings a review forward, in words of the vocabulary. */
interface Cause {
  readonly cause: ReviewCause;
  /** Agreeing to one of these, or to a narrower act, is the cause. */
  readonly acts: readonly string[];
  /** The fact that must not be known to be false. */
  readonly fact?: string;
  /** What a clause that has something reviewed says under `also-when`, any of these. */
  readonly also: readonly string[];
}

const causes: readonly Cause[] = [
  { cause: 'ai-tool', acts: ['use-ai'], fact: 'new-tool', also: ['new-ai-tool', 'new-technology'] },
  {
    cause: 'filter-change',
    acts: ['filter-internet', 'bypass-filter', 'request-unblock'],
    also: ['filter-change', 'change-of-practice'],
  },
];

/** Whether the school's policy, or the law beneath it, has something reviewed again for this cause. */
function isWanted({ pack, law }: Policy, { also }: Cause): boolean {
  return [pack, ...law].some((each) =>
    clausesOf(each).some(
      ({ verb, alsoWhen }) => verb === 'review' && alsoWhen.some((when) => also.includes(when)),
    ),
  );
}

/** Causes that are a matter of what was asked for: a tool that is known not to be new is none. */
const causesOf = (policy: Policy, request: Pick<Request, 'act' | 'facts'>): Cause[] =>
  causes.filter(
    ({ acts, fact }) =>
      acts.some((act) => policy.vocabulary.acts.is(request.act, act)) &&
      (fact === undefined || request.facts[fact] !== false),
  );

/**
 * Brings forward the reviews that the policy or the law asks for when this is agreed to. One for each subject: while a
 * review of it is open, agreeing to it again adds none.
 */
export async function raiseForGranted(
  tx: Transaction,
  act: Act,
  policy: Policy,
  request: Pick<Request, 'act' | 'thing' | 'facts' | 'needs'>,
): Promise<void> {
  for (const cause of causesOf(policy, request)) {
    const tool = cause.cause === 'ai-tool' ? await assessedTool(tx, act.school, request) : undefined;
    await raiseOnce(tx, act, policy, cause, tool ?? agreedTo(policy, request));
  }
}

/** "agreed to use an AI tool: chatbot" */
function agreedTo({ vocabulary }: Policy, { act, thing }: Pick<Request, 'act' | 'thing'>): string {
  const name = thing === undefined ? undefined : vocabulary.things.find(thing)?.name;
  return `agreed to ${[nameOf(vocabulary, act), name].filter((each) => each !== undefined).join(': ')}`;
}

/** What the tool is called in the assessment that was attached: its approval brought the same review forward. */
async function assessedTool(
  tx: Transaction,
  school: string,
  { needs }: Pick<Request, 'needs'>,
): Promise<string | undefined> {
  for (const { shownBy, reference } of needs) {
    if (shownBy !== 'assessment' || reference === undefined) continue;
    const [assessment] = await readAssessments(tx, school, { id: reference, approved: true });
    if (assessment?.kind === 'ai') return assessment.title;
  }
  return undefined;
}

/** Brings forward what the policy or the law asks for when a new AI tool was assessed and approved. */
export async function raiseForTool(
  tx: Transaction,
  act: Act,
  policy: Policy,
  subject: string,
): Promise<void> {
  const cause = causes.find((each) => each.cause === 'ai-tool');
  if (cause) await raiseOnce(tx, act, policy, cause, subject);
}

async function raiseOnce(
  tx: Transaction,
  act: Act,
  policy: Policy,
  cause: Cause,
  subject: string,
): Promise<void> {
  if (!isWanted(policy, cause)) return;
  const reviews = await readReviews(tx, act.school);
  const isOpen = reviews.some(
    (each) => !each.settledAt && each.cause === cause.cause && each.subject === subject,
  );
  if (!isOpen) await raiseReview(tx, act, { cause: cause.cause, subject });
}
