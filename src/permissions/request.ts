import type { FactValue } from '../policy/index.ts';

/** What somebody wants to do, before it is a request. */
export interface RequestDraft {
  /** Who wants to do it. */
  readonly personId: string;
  readonly act: string;
  readonly thing?: string | undefined;
  /** Facts of the vocabulary that were said of it. */
  readonly facts: Readonly<Record<string, FactValue>>;
  /** The asker's own words. */
  readonly purpose: string;
  /** First and last day, YYYY-MM-DD. */
  readonly since: string;
  readonly until?: string | undefined;
  /** The item of a register that it is about. */
  readonly itemId?: string | undefined;
  /** An exemption from a ban is asked for, rather than agreement that a clause demands. */
  readonly isExemption?: boolean;
}

/** One clause that demands agreement: somebody of `any`, everybody of `all`; no roles where the policy names nobody. */
export interface RequestPart {
  readonly clause: string;
  readonly mode: 'any' | 'all';
  readonly roles: readonly string[];
  readonly written: boolean;
}

/** What a clause wants to see before anybody agrees. */
export interface RequestNeed {
  readonly need: string;
  readonly shownBy: 'register' | 'assessment' | 'asker' | undefined;
  readonly reference: string | undefined;
}

export interface Decision {
  readonly clause: string;
  readonly role: string;
  readonly personId: string;
  readonly outcome: 'granted' | 'refused';
  readonly conditions: string | undefined;
  readonly reason: string | undefined;
  /** The last day up to which this role agrees, where it is earlier than what was asked for. */
  readonly until: string | undefined;
  readonly decidedAt: Date;
}

export interface Remark {
  readonly personId: string;
  readonly words: string;
  readonly isQuestion: boolean;
  readonly saidAt: Date;
}

export interface Request extends RequestDraft {
  readonly id: string;
  readonly number: number;
  readonly enteredBy: string;
  readonly edition: number;
  readonly madeAt: Date;
  readonly isExemption: boolean;
  readonly parts: readonly RequestPart[];
  readonly needs: readonly RequestNeed[];
  readonly decisions: readonly Decision[];
  readonly remarks: readonly Remark[];
  readonly retractedAt: Date | undefined;
}

export type PartState = 'waiting' | 'granted' | 'refused';
export type RequestState = PartState | 'incomplete' | 'asked-back' | 'retracted';

/**
 * How a part stands. Of `any`, the first answer settles it; of `all`, one refusal does, and everybody's agreement. A part
 * that names nobody is settled by whoever the school lets answer.
 */
export function partState(part: RequestPart, decisions: readonly Decision[]): PartState {
  const given = decisions.filter(({ clause }) => clause === part.clause);
  if (given.some(({ outcome }) => outcome === 'refused')) return 'refused';
  if (part.mode === 'any' || part.roles.length === 0) return given.length > 0 ? 'granted' : 'waiting';
  return part.roles.every((role) => given.some((decision) => decision.role === role)) ? 'granted' : 'waiting';
}

/** How the whole stands: refused where a part is, granted where all are. */
export function requestState(request: Request): RequestState {
  if (request.retractedAt) return 'retracted';
  const states = request.parts.map((part) => partState(part, request.decisions));
  if (states.includes('refused')) return 'refused';
  if (states.every((state) => state === 'granted')) return 'granted';
  if (request.needs.some(({ shownBy }) => shownBy === undefined)) return 'incomplete';
  return request.remarks.at(-1)?.isQuestion ? 'asked-back' : 'waiting';
}

/** Whether anything may still be decided. */
export const isOpen = (request: Request): boolean =>
  ['waiting', 'incomplete', 'asked-back'].includes(requestState(request));
