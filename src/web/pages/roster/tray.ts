import type { Clock } from '../../../kernel/index.ts';
import { newId } from '../../../kernel/index.ts';
import {
  type Applied,
  type Decisions,
  type Difference,
  type GivenFile,
  noDecisions,
  type Progress,
  type Roster,
} from '../../../roster/index.ts';

/** How long what was read is kept, and of how many files at once: people's data does not lie about. */
export const KEPT_MINUTES = 30;
const MOST_KEPT = 5;

/** A file that somebody sent, on its way from being read to being applied. */
export interface Kept {
  readonly id: string;
  readonly school: string;
  readonly personId: string;
  readonly keptAt: Date;
  /** A school's own sheet, until somebody has said what its columns mean. */
  sheet?: { readonly given: readonly GivenFile[]; readonly headings: readonly string[] };
  roster?: Roster;
  decisions: Decisions;
  /** What was last shown: that and nothing else may be applied. */
  shown?: Difference;
  applying?: Applying;
}

export interface Applying {
  progress: Progress;
  /** What became of it; none while it goes on. */
  outcome?: { readonly applied: Applied } | { readonly failed: string; readonly help: string | undefined };
}

/** Keeps what was read in memory, for whom who sent it and nobody else. */
export class Tray {
  readonly #clock: Clock;
  readonly #kept = new Map<string, Kept>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Keeps what somebody sent; what the same person sent before makes room. Nothing where there is no room. */
  keep(school: string, personId: string, what: Pick<Kept, 'sheet'> | Pick<Kept, 'roster'>): Kept | undefined {
    this.#sweep();
    for (const kept of this.#kept.values())
      if (kept.school === school && kept.personId === personId && isIdle(kept)) this.#kept.delete(kept.id);
    const oldest = [...this.#kept.values()].find(isIdle);
    if (this.#kept.size >= MOST_KEPT) {
      if (!oldest) return undefined;
      this.#kept.delete(oldest.id);
    }
    const base = { id: newId(), school, personId, keptAt: this.#clock.now(), decisions: noDecisions };
    const kept: Kept = { ...base, ...what };
    this.#kept.set(kept.id, kept);
    return kept;
  }

  /** What this person sent under this id, if it is kept still. */
  find(school: string, personId: string, id: string): Kept | undefined {
    this.#sweep();
    const kept = this.#kept.get(id);
    return kept?.school === school && kept.personId === personId ? kept : undefined;
  }

  #sweep(): void {
    const since = this.#clock.now().getTime() - KEPT_MINUTES * 60_000;
    for (const kept of this.#kept.values())
      if (kept.keptAt.getTime() < since && isIdle(kept)) this.#kept.delete(kept.id);
  }
}

/** Whether nothing is being written from it just now. */
const isIdle = (kept: Kept): boolean => !kept.applying || kept.applying.outcome !== undefined;
