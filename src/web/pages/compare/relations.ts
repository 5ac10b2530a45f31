/** How what two schools say of a subject relates, in the order of the page. */
export const relations = ['differs', 'same', 'only-one', 'only-other'] as const;
export type Relation = (typeof relations)[number];

/** A relation as a reader takes it, with the names of the two schools. */
export function wordRelation(relation: Relation, one: string, other: string): string {
  switch (relation) {
    case 'differs':
      return 'They differ';
    case 'same':
      return 'They agree';
    case 'only-one':
      return `Only ${one} speaks`;
    case 'only-other':
      return `Only ${other} speaks`;
  }
}
