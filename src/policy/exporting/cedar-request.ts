import type { Question } from '../question.ts';
import type { Vocabulary } from '../vocabulary.ts';

export interface CedarEntity {
  readonly uid: CedarUid;
  readonly attrs: Readonly<Record<string, CedarValue>>;
  readonly parents: readonly CedarUid[];
}

export interface CedarUid {
  readonly type: string;
  readonly id: string;
}

export type CedarValue =
  | string
  | number
  | boolean
  | readonly CedarValue[]
  | { readonly [name: string]: CedarValue };

/** A question as a request to Cedar, with the entities that it needs. */
export interface CedarRequest {
  readonly principal: CedarUid;
  readonly action: CedarUid;
  readonly resource: CedarUid;
  readonly context: Readonly<Record<string, CedarValue>>;
  readonly entities: readonly CedarEntity[];
}

/** The request for a question about an act. */
export function requestOf(question: Question, vocabulary: Vocabulary): CedarRequest {
  const act = question.act as string;
  const principal = { type: 'Person', id: 'asker' };
  const roles = [...new Set(question.as.flatMap((role) => vocabulary.roles.wider(role)))];
  return {
    principal,
    action: { type: 'Action', id: act },
    resource: { type: 'Thing', id: question.thing ?? noThing },
    context: {
      facts: question.facts as Readonly<Record<string, CedarValue>>,
      agreed: agreements(question, vocabulary, false),
      agreedInWriting: agreements(question, vocabulary, true),
    },
    entities: [
      { uid: principal, attrs: { roles }, parents: [] },
      ...vocabulary.acts.wider(act).map((id) => entityOf('Action', id, vocabulary.acts.find(id)?.is ?? [])),
      ...(question.thing === undefined ? [entityOf('Thing', noThing, [])] : []),
      ...(question.thing === undefined ? [] : vocabulary.things.wider(question.thing)).map((id) =>
        entityOf('Thing', id, vocabulary.things.find(id)?.is ?? []),
      ),
    ],
  };
}

/** The resource where nobody said what it is about. */
export const noThing = 'unknown';
/** The role that stands for whoever it was that agreed. */
export const somebody = 'anybody';

/** Who has agreed to just what is asked. */
function agreements(question: Question, vocabulary: Vocabulary, inWriting: boolean): string[] {
  const { acts, things } = vocabulary;
  const fitting = question.permissions.filter(
    ({ act, thing, written }) =>
      (!inWriting || written === true) &&
      (act === undefined || acts.is(question.act as string, act)) &&
      (thing === undefined || (question.thing !== undefined && things.is(question.thing, thing))),
  );
  const named = fitting.flatMap(({ by, clause }) =>
    [...by, ...(by.length > 0 ? [somebody] : [])].map((role) =>
      clause === undefined ? role : `${clause} ${role}`,
    ),
  );
  return [...new Set(named)];
}

/** An act or a thing with its wider ones. */
export const entityOf = (type: string, id: string, wider: readonly string[]): CedarEntity => ({
  uid: { type, id },
  attrs: {},
  parents: wider.map((parent) => ({ type, id: parent })),
});
