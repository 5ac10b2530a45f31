/** A table that an import writes to: by what a row is known, and what of it may change. */
export interface TouchedTable {
  readonly name:
    | 'person'
    | 'grouping'
    | 'holding'
    | 'membership'
    | 'guardianship'
    | 'movement'
    | 'movement_step';
  readonly key: Readonly<Record<string, 'text' | 'date'>>;
  readonly changing: readonly string[];
  /** What changed since, as the office reads it. */
  readonly words: string;
}

/** Parents before children, so that rows are taken away from the end. */
export const touchedTables: readonly TouchedTable[] = [
  {
    name: 'person',
    key: { id: 'text' },
    changing: ['given_name', 'family_name', 'email', 'roster_id', 'born_on', 'firm_id', 'closed_at'],
    words: 'what is known of somebody',
  },
  {
    name: 'grouping',
    key: { id: 'text' },
    changing: ['name', 'roster_id', 'until'],
    words: 'a group',
  },
  { name: 'holding', key: { id: 'text' }, changing: ['since', 'until'], words: 'a role that somebody holds' },
  {
    name: 'membership',
    key: { group_id: 'text', person_id: 'text', part: 'text', since: 'date' },
    changing: ['until'],
    words: 'who is in a group',
  },
  {
    name: 'guardianship',
    key: { parent_id: 'text', child_id: 'text' },
    changing: ['household', 'until'],
    words: 'a parent and a child',
  },
  { name: 'movement', key: { id: 'text' }, changing: [], words: 'a joiner’s or leaver’s list' },
  {
    name: 'movement_step',
    key: { movement_id: 'text', step: 'text' },
    changing: ['done_at', 'done_by', 'note'],
    words: 'what is ticked on a joiner’s or leaver’s list',
  },
];

/** What an import did to one table. `mark` is the hash of the row as the import left it. */
export interface Touched {
  readonly inserted: readonly (RowKey & { readonly mark: string })[];
  readonly updated: readonly { readonly before: RowKey; readonly mark: string }[];
}

export type RowKey = Readonly<Record<string, unknown>>;

/** Everything that is needed to put an import's rows back, by table. */
export type Reversal = Readonly<Record<TouchedTable['name'], Touched>>;
