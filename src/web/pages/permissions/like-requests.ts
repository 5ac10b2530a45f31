import { readRequests, type Request, requestState } from '../../../permissions/index.ts';
import type { Site } from '../../site.ts';
import type { Acting } from '../people/acting.ts';

/** How requests to do the same were answered before. */
export interface LikeRequests {
  readonly granted: number;
  readonly refused: number;
  /** The last answer under one of the same clauses that gave a reason or set conditions. */
  readonly last:
    | { readonly outcome: 'granted' | 'refused'; readonly words: string; readonly at: Date }
    | undefined;
}

const MOST = 200;

/** Looks at earlier requests for the same act. Words are shown only where a clause is the same: who answers it read them too. */
export async function likeRequests(site: Site, { school }: Acting, request: Request): Promise<LikeRequests> {
  const found = await readRequests(site.store.db, school.key, { act: request.act }, MOST);
  const others = found.filter(({ id }) => id !== request.id);
  const count = (state: 'granted' | 'refused') =>
    others.filter((each) => requestState(each) === state).length;
  const clauses = new Set(request.parts.map(({ clause }) => clause));
  const [last] = others
    .flatMap(({ decisions }) => decisions)
    .filter(({ clause, reason, conditions }) => clauses.has(clause) && (reason ?? conditions) !== undefined)
    .toSorted((one, other) => other.decidedAt.getTime() - one.decidedAt.getTime());
  return {
    granted: count('granted'),
    refused: count('refused'),
    last: last && {
      outcome: last.outcome,
      words: last.reason ?? last.conditions ?? '',
      at: last.decidedAt,
    },
  };
}
