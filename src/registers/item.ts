import type { FactValue, Kind, State } from './kind.ts';

/** One thing in a register. */
export interface Item {
  readonly id: string;
  readonly kind: string;
  /** Counted from 1 within its register. */
  readonly number: number;
  readonly name: string;
  /** What its label says: an asset number. */
  readonly tag: string | undefined;
  readonly fields: Readonly<Record<string, FactValue>>;
  /** Id of the person who has it or answers for it. */
  readonly holderId: string | undefined;
  /** The room or building where it is. */
  readonly place: string | undefined;
  readonly state: State;
  readonly enteredAt: Date;
  readonly changedAt: Date;
  /** How it stands with each of its checks. */
  readonly checks: readonly Standing[];
}

/** How an item stands with one check. */
export interface Standing {
  readonly check: string;
  /** The last result; none where it was never done. */
  readonly passed: boolean | undefined;
  readonly doneAt: Date | undefined;
  /** YYYY-MM-DD. */
  readonly dueOn: string | undefined;
  readonly ownerRole: string | undefined;
}

/** What somebody writes of an item. */
export interface ItemDraft {
  readonly name: string;
  readonly tag?: string | undefined;
  readonly fields: Readonly<Record<string, FactValue>>;
  readonly holderId?: string | undefined;
  readonly place?: string | undefined;
}

/** What is looked through: everything that is written of an item, in lower case. */
export function searchText(kind: Kind, number: number, draft: ItemDraft): string {
  const values = kind.fields.flatMap((field) => {
    const value = draft.fields[field.id];
    if (value === undefined || field.type === 'person' || typeof value === 'boolean') return [];
    return [field.choices.find(({ id }) => id === value)?.name ?? String(value)];
  });
  const parts = [draft.name, draft.tag, `#${number}`, draft.place, ...values];
  return parts
    .filter((part) => part !== undefined && part !== '')
    .join('\n')
    .toLowerCase();
}
