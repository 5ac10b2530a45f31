import type { FastifyRequest } from 'fastify';
import { isId } from '../../../kernel/index.ts';
import { findPersons, nameOf } from '../../../people/index.ts';
import {
  type ActOfPerson,
  findItem,
  type Item,
  type Kind,
  kindsFor,
  mayWith,
  type RegisterPower,
  type Shelf,
  type Shelves,
} from '../../../registers/index.ts';
import type { InSchool, Site } from '../../site.ts';
import { type Acting, actingIn, notHere } from '../people/acting.ts';
import type { Searches } from '../people/searches.ts';

/** What the routes of registers share. */
export interface Desk {
  readonly site: Site;
  readonly shelves: Shelves;
  readonly searches: Searches;
  /** Whether sheets can be brought in. */
  readonly mayImport: boolean;
}

/** Somebody who looks at registers, with those that they may see. */
export interface Looking extends Acting {
  readonly shelf: Shelf;
  /** Only those that may be seen. */
  readonly kinds: readonly Kind[];
  readonly actOfPerson: ActOfPerson;
  /** Whether there are pages that bring sheets in. */
  readonly mayImport: boolean;
  may(kind: Kind, power: RegisterPower): boolean;
}

export interface OfKind {
  readonly Params: InSchool['Params'] & { readonly kind: string };
}

export interface OfItem {
  readonly Params: OfKind['Params'] & { readonly item: string };
}

export async function lookingAt(
  { site, shelves, mayImport }: Desk,
  request: FastifyRequest<InSchool>,
): Promise<Looking> {
  const acting = actingIn(site, request);
  const shelf = await shelves.of(acting.school.key);
  const { roles, personId } = acting.viewer;
  return {
    ...acting,
    shelf,
    mayImport,
    kinds: kindsFor(shelf.kinds, 'registers.see', roles),
    actOfPerson: { ...acting.act, by: personId },
    may: (kind, power) => mayWith(kind, power, roles),
  };
}

/** The register of an address, where it may be seen and this may be done with it. @throws PAGE_NOT_FOUND */
export function kindIn(looking: Looking, id: string, power: RegisterPower = 'registers.see'): Kind {
  const kind = looking.kinds.find((each) => each.id === id);
  if (!kind || !looking.may(kind, power)) throw notHere();
  return kind;
}

/** The item of an address. @throws PAGE_NOT_FOUND */
export async function itemIn({ site }: Desk, looking: Looking, kind: Kind, id: string): Promise<Item> {
  const item = isId(id) ? await findItem(site.store.db, looking.school.key, id) : undefined;
  if (item?.kind !== kind.id) throw notHere();
  return item;
}

/** The names of people, by their ids. */
export async function namesOf(
  { site }: Desk,
  { school }: Looking,
  ids: readonly (string | undefined)[],
): Promise<(id: string | undefined) => string> {
  const wanted = [...new Set(ids.filter((id) => id !== undefined))];
  const people = await findPersons(site.store.db, school.key, wanted);
  return (id) => {
    const person = id === undefined ? undefined : people.get(id);
    return person ? nameOf(person) : '';
  };
}

/** The configuration of routes, by the power of all registers; the kind narrows it. */
export const seeing = { config: { power: 'registers.see' } } as const;
export const changing = { config: { power: 'registers.change' } } as const;
export const checking = { config: { power: 'registers.check' } } as const;
export const lending = { config: { power: 'registers.lend' } } as const;
