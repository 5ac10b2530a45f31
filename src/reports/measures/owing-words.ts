import type { ReportEntry } from '../handling/entry.ts';

/** Somebody who still has to be told of what was decided, under the measure's entry. */
export interface OwedWord {
  readonly entryId: string;
  readonly personId: string;
  /** The role that the policy wants told. */
  readonly tells: string;
}

/** Whom the policy wants told of measures of a report and who, by its timeline, was not told since. */
export function wordsOwed(entries: readonly ReportEntry[]): OwedWord[] {
  const toldAt = Math.max(0, ...entries.filter(({ kind }) => kind === 'parents-told').map(({ seq }) => seq));
  const lifted = new Set(
    entries.filter(({ kind }) => kind === 'measure-lifted').map(({ details }) => details['measure']),
  );
  return entries
    .filter(({ kind, seq, details }) => kind === 'measure' && seq > toldAt && !lifted.has(details['measure']))
    .flatMap(({ id, details }) =>
      String(details['tells'] ?? '')
        .split(' ')
        .filter((role) => role !== '')
        .map((tells) => ({ entryId: id, personId: String(details['person']), tells })),
    );
}
