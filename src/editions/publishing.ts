import { type Clock, Fault, localDay } from '../kernel/index.ts';
import { compareEditions, type Pack, seal, unseal } from '../policy/index.ts';
import { type Store, violates } from '../store/index.ts';
import { editionErrors } from './errors.ts';
import { contentOf, type EditionRow, ensureSchool, insertEdition, listEditions } from './records.ts';

/** What whoever publishes says of the edition. */
export interface Publication {
  /** The minute by which the governing board approved it. */
  readonly boardMinute?: string;
  /** First day in force, YYYY-MM-DD; today where left out. */
  readonly effectiveFrom?: string;
  /** Whether people must sign again. Worked out from what changed where left out: only wording is minor. */
  readonly change?: 'minor' | 'material';
}

/**
 * Publishes the pack as the school's next edition. What is published never changes again.
 * @throws EDITION_UNCHANGED, EDITION_BACKDATED, EDITION_TAKEN
 */
export async function publish(
  store: Store,
  clock: Clock,
  pack: Pack,
  publication: Publication = {},
): Promise<EditionRow> {
  const sealed = seal(pack);
  const now = clock.now();
  try {
    return await store.transaction(async (tx) => {
      await ensureSchool(tx, pack.key, pack.school, now);
      const [last] = await listEditions(tx, pack.key);
      if (last?.contentHash === sealed.hash)
        throw fault('EDITION_UNCHANGED', 'the pack is the same as the last edition', 409);
      const effectiveFrom = publication.effectiveFrom ?? localDay(now);
      if (last && effectiveFrom < last.effectiveFrom) {
        throw fault('EDITION_BACKDATED', `\`${effectiveFrom}\` is before the last edition took effect`, 409);
      }
      const edition = {
        number: (last?.number ?? 0) + 1,
        title: pack.name,
        contentHash: sealed.hash,
        change: last
          ? (publication.change ?? changeSince((await contentOf(tx, pack.key, last.number)) as string, pack))
          : 'first',
        boardMinute: publication.boardMinute,
        effectiveFrom,
        publishedAt: now,
      } as const;
      await insertEdition(tx, { ...edition, school: pack.key, pack: pack.key, content: sealed.content });
      return edition;
    });
  } catch (error) {
    if (violates(error, 'edition_pkey'))
      throw fault('EDITION_TAKEN', 'another edition was published at the same moment', 409);
    throw error;
  }
}

/** A change of wording alone is minor; a clause added, removed or meaning otherwise is material. */
function changeSince(before: string, after: Pack): 'minor' | 'material' {
  const { added, removed, changed } = compareEditions(unseal(before), after);
  return added.length + removed.length > 0 || changed.some((pair) => pair.meansOtherwise)
    ? 'material'
    : 'minor';
}

const fault = (code: keyof typeof editionErrors, message: string, status: number) =>
  new Fault(code, message, { status, help: editionErrors[code] });
