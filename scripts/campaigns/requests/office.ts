import { systemClock } from '../../../src/kernel/index.ts';
import { compile, type Pack, type Policy, type Question } from '../../../src/policy/index.ts';
import { enterItems, type Kind, shippedKinds } from '../../../src/registers/index.ts';
import type { Store } from '../../../src/store/index.ts';
import { enter, packOf, type Somebody, today } from '../signing/school.ts';

/* The school of the campaign: who asks, who answers, and what can be lent. */

export const SCHOOL = 'hunwick';

const ASKERS = 30;
const ITEMS = 60;

/** Everybody that the killed program needs to know, written into a file for it. */
export interface Office {
  /** By the role that each answers for. */
  readonly answerers: Readonly<Record<string, Somebody>>;
  readonly askers: readonly Somebody[];
  readonly items: readonly string[];
}

/** Whoever of several agrees settles the first; for the second all three must. */
export const questions: readonly Question[] = [
  {
    mode: 'may',
    as: ['staff'],
    act: 'take-equipment-off-site',
    facts: { 'stores-data': true, 'device-encrypted': true },
    permissions: [],
  },
  {
    mode: 'may',
    as: ['staff'],
    act: 'sign-cloud-contract',
    facts: { 'risk-assessment-complete': true },
    permissions: [],
  },
];

export const policyOf = (pack: Pack): Policy => compile(pack, [], today());

export const packOfSchool = (): Pack => packOf(SCHOOL);

/** The register of what is lent. */
export function equipment(): Kind {
  const kind = shippedKinds().get('equipment');
  if (!kind) throw new Error('there is no register of equipment');
  return kind;
}

/** Enters askers, one person for each role that answers, and things to lend. */
export function enterOffice(store: Store): Promise<Office> {
  return store.transaction(async (tx) => {
    const answerers: Record<string, Somebody> = {};
    const roles = ['headteacher', 'it-manager', 'dpo'];
    for (const [number, role] of roles.entries()) answerers[role] = await enter(tx, SCHOOL, number, [role]);
    const askers: Somebody[] = [];
    for (let number = roles.length; number < roles.length + ASKERS; number += 1)
      askers.push(await enter(tx, SCHOOL, number, ['teacher']));
    const act = { school: SCHOOL, at: systemClock.now(), by: answerers['it-manager']?.id as string };
    const drafts = Array.from({ length: ITEMS }, (_, number) => ({
      name: `Laptop Invented ${number + 1}`,
      fields: { device: 'laptop' },
    }));
    return { answerers, askers, items: await enterItems(tx, act, equipment(), drafts) };
  });
}
