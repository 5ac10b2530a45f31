import type { Queries, Store } from '../../store/index.ts';
import { kindsWith } from '../kinds.ts';
import { kindRows } from '../own-kinds/records.ts';
import { lastPlace, type LedgerNews, readNews, readShelfRows } from './records.ts';
import { type Shelf, shelfOf, shelfWith } from './shelf.ts';

/** The items of schools, kept in memory so that lists and searches are instant. */
export interface Shelves {
  /** The shelf of a school as it is now: with every change that was kept before this was asked. */
  of(school: string): Promise<Shelf>;
}

interface Kept {
  readonly shelf: Shelf;
  /** In the ledger, up to which it is right. */
  readonly place: number;
}

/**
 * Shelves over a store. What changed is told by the ledger, into which every change goes in its own transaction; so a shelf is
 * right whichever process made the change, and asking costs one look at the end of the ledger.
 */
export function openShelves(store: Pick<Store, 'db'>): Shelves {
  const kept = new Map<string, Kept>();
  const refresh = async (school: string): Promise<Shelf> => {
    const before = kept.get(school);
    const now =
      before === undefined ? await filled(store.db, school) : await caughtUp(store.db, school, before);
    kept.set(school, now);
    return now.shelf;
  };
  const turns = new Map<string, Turns>();
  return {
    of(school) {
      const turn = turns.get(school) ?? takeTurns(() => refresh(school));
      turns.set(school, turn);
      return turn.next();
    },
  };
}

interface Turns {
  next(): Promise<Shelf>;
}

/** One looks at a time. Whoever comes meanwhile shares the next look, which begins after they asked. */
function takeTurns(look: () => Promise<Shelf>): Turns {
  let running: Promise<Shelf> | undefined;
  let waiting: Promise<Shelf> | undefined;
  const begin = (): Promise<Shelf> => {
    const looking = look().finally(() => {
      if (running === looking) running = undefined;
    });
    running = looking;
    return looking;
  };
  return {
    next() {
      if (running === undefined) return begin();
      waiting ??= running
        .catch(() => undefined)
        .then(() => {
          waiting = undefined;
          return begin();
        });
      return waiting;
    },
  };
}

async function filled(db: Queries, school: string): Promise<Kept> {
  // The place first: what is written between the two is read again, and not missed.
  const place = await lastPlace(db, school);
  const kinds = kindsWith(await kindRows(db, school));
  return { place, shelf: shelfOf(kinds, await readShelfRows(db, school)) };
}

async function caughtUp(db: Queries, school: string, kept: Kept): Promise<Kept> {
  const news = await readNews(db, school, kept.place);
  if (news.entries.length === 0) return kept;
  if (news.isMore || changesMuch(news)) return filled(db, school);
  const of = (room: string) => [
    ...new Set(news.entries.flatMap(({ kind, subject }) => (kind.startsWith(room) ? (subject ?? []) : []))),
  ];
  const changed = await readShelfRows(db, school, { ids: of('item.'), holderIds: of('person.') });
  const shelf = changed.length === 0 ? kept.shelf : shelfWith(kept.shelf, changed);
  return { place: news.last, shelf };
}

/** Kinds, or people by the hundred, are otherwise. */
const changesMuch = ({ entries }: LedgerNews): boolean =>
  entries.some(({ kind }) => kind.startsWith('register.') || kind.startsWith('roster.'));
