import { newId } from '../../../kernel/index.ts';

/** Names that people search for, kept apart from addresses: a name in an address stays in histories and logs. */
export interface Searches {
  /** Keeps the words; gives the id that the address carries instead. */
  keep(viewer: string, words: string): string;
  /** The words of one's own search; none where it is another's or long over. */
  words(viewer: string, id: string): string | undefined;
}

/** Keeps up to so many searches, the oldest of which are forgotten first. */
export function keepSearches(most: number): Searches {
  const kept = new Map<string, { readonly viewer: string; readonly words: string }>();
  return {
    keep(viewer, words) {
      const id = newId();
      kept.set(id, { viewer, words });
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return id;
    },
    words(viewer, id) {
      const search = kept.get(id);
      return search?.viewer === viewer ? search.words : undefined;
    },
  };
}
