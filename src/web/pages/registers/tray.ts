import { type Clock, newId } from '../../../kernel/index.ts';
import type { SheetRead } from '../../../registers/index.ts';

/** How long a sheet is kept, and of how many people at once. */
export const KEPT_MINUTES = 30;
const MOST_KEPT = 5;

/** A sheet that somebody sent, on its way from being read to being taken over. */
export interface Kept {
  readonly id: string;
  readonly school: string;
  readonly personId: string;
  readonly kind: string;
  readonly keptAt: Date;
  readonly sheet: SheetRead;
}

/** Sheets in memory, for whom who sent each and nobody else. */
export interface Tray {
  /** Keeps a sheet; what the same person sent before makes room, and then the oldest. */
  keep(what: Omit<Kept, 'id' | 'keptAt'>): Kept;
  find(school: string, personId: string, kind: string, id: string): Kept | undefined;
  drop(id: string): void;
}

export function openTray(clock: Clock): Tray {
  const kept = new Map<string, Kept>();
  const dropWhere = (isOver: (each: Kept) => boolean) => {
    for (const each of kept.values()) if (isOver(each)) kept.delete(each.id);
  };
  const sweep = () => {
    const since = clock.now().getTime() - KEPT_MINUTES * 60_000;
    dropWhere(({ keptAt }) => keptAt.getTime() < since);
  };
  return {
    keep(what) {
      sweep();
      dropWhere(({ school, personId }) => school === what.school && personId === what.personId);
      const [oldest] = kept.keys();
      if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      const one = { ...what, id: newId(), keptAt: clock.now() };
      kept.set(one.id, one);
      return one;
    },
    find(school, personId, kind, id) {
      sweep();
      const one = kept.get(id);
      return one?.school === school && one.personId === personId && one.kind === kind ? one : undefined;
    },
    drop: (id) => void kept.delete(id),
  };
}
