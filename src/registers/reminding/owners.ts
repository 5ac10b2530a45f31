import { type Kind, mayWith } from '../kind.ts';

/** Somebody of the school with the roles that they hold today, the wider ones included. */
export interface Reader {
  readonly personId: string;
  readonly roles: readonly string[];
}

/**
 * Who is told of a check that is due: whoever holds the role that owns it and may see the register. Where nobody does, whoever
 * may note the check.
 */
export function ownersOf<Known extends Reader>(
  kind: Kind,
  ownerRole: string | undefined,
  readers: readonly Known[],
): readonly Known[] {
  const seeing = readers.filter(({ roles }) => mayWith(kind, 'registers.see', roles));
  const owners = seeing.filter(({ roles }) => ownerRole !== undefined && roles.includes(ownerRole));
  return owners.length > 0 ? owners : seeing.filter(({ roles }) => mayWith(kind, 'registers.check', roles));
}
