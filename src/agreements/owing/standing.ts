import type { Versions } from '../versions.ts';
import type { LastSignature, LastWord } from './records.ts';

/** How it stands with one form for one person. */
export type State = 'signed' | 'due' | 'declined' | 'partly' | 'to-countersign';

/** Why somebody is asked. */
export type Why = 'never' | 'changed' | 'yearly' | 'declined';

export interface Standing {
  readonly state: State;
  /** Set where something is asked of the signer. */
  readonly why?: Why;
  /** The last signature, also where it does not stand any more. */
  readonly signature?: LastSignature | undefined;
  readonly refusal?: LastWord | undefined;
}

/** What decides how it stands, the same for everybody. */
export interface Rules {
  /** The edition in force. */
  readonly current: number;
  readonly version: Versions;
  /** When the last yearly campaign was opened. */
  readonly yearlySince: Date | undefined;
  /** Forms that are countersigned. */
  readonly countersigned: ReadonlySet<string>;
}

/** How it stands with a form, after the last signature and the last refusal of somebody. */
export function standingOf(
  rules: Rules,
  form: string,
  signature: LastSignature | undefined,
  refusal: LastWord | undefined,
): Standing {
  const isOfNow = (word: LastWord) =>
    rules.version(form, word.edition) === rules.version(form, rules.current) &&
    (rules.yearlySince === undefined || word.at >= rules.yearlySince);
  if (refusal && isOfNow(refusal) && !(signature && signature.at >= refusal.at))
    return { state: 'declined', why: 'declined', signature, refusal };
  if (!signature) return { state: 'due', why: 'never', refusal };
  if (isOfNow(signature)) return { state: agreed(rules, form, signature), signature, refusal };
  const isChanged = rules.version(form, signature.edition) !== rules.version(form, rules.current);
  return { state: 'due', why: isChanged ? 'changed' : 'yearly', signature, refusal };
}

function agreed(rules: Rules, form: string, signature: LastSignature): State {
  if (signature.clauses.length > 0) return 'partly';
  return rules.countersigned.has(form) && !signature.isCountersigned ? 'to-countersign' : 'signed';
}
