import { localDay } from '../kernel/index.ts';
import { enterItems, type ItemDraft, type Kind, lend, openKinds } from '../registers/index.ts';
import type { Transaction } from '../store/index.ts';
import type { Casting } from './casting.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Things that any school has, some of them in somebody's hands. */
export async function ownSample(tx: Transaction, casting: Casting): Promise<void> {
  const { school, at, someone } = casting;
  const kinds = await openKinds(tx, school);
  const by = someone('office-staff') ?? someone('headteacher');
  const act = { school, at, ...(by !== undefined && { by }) };
  const ids = new Map<string, string[]>();
  for (const [kind, drafts] of Object.entries(thingsOf(casting))) {
    const known = kinds.get(kind);
    if (known) ids.set(kind, await enterItems(tx, act, known, drafts));
  }
  const [, laptop] = ids.get('equipment') ?? [];
  const [teacher] = casting.everyone('teacher');
  const equipment = kinds.get('equipment');
  if (by !== undefined && laptop !== undefined && teacher !== undefined && equipment)
    await lendIt(tx, { school, at, by }, equipment, laptop, teacher);
}

const laptop = (number: number, more: ItemDraft['fields'] = {}, holderId?: string): ItemDraft => ({
  name: `Laptop ${number}`,
  tag: `LT-${String(number).padStart(3, '0')}`,
  place: 'Staff room',
  fields: { device: 'laptop', make: 'Papermill 14', 'device-encrypted': true, ...more },
  ...(holderId !== undefined && { holderId }),
});

function thingsOf({ at, everyone }: Casting): Readonly<Record<string, readonly ItemDraft[]>> {
  const inDays = (days: number) => localDay(new Date(at.getTime() + days * DAY));
  const [first, second] = everyone('teacher');
  return {
    equipment: [
      laptop(1, { 'insured-until': inDays(200), 'antivirus-current': true }, first?.personId),
      laptop(2, { 'insured-until': inDays(200), 'antivirus-current': true }),
      laptop(3, { 'device-encrypted': false }, second?.personId),
      ...[1, 2, 3, 4].map((number) => ({
        name: `Tablet ${number}`,
        tag: `TB-${number}`,
        place: 'Trolley in Heron class',
        fields: { device: 'tablet' },
      })),
    ],
    'electrical-items': [
      { name: 'Kettle', place: 'Staff room', fields: {} },
      { name: 'Extension lead', place: 'Hall', fields: {} },
    ],
    'cloud-services': [
      { name: 'Lantern Maths', fields: {} },
      { name: 'Toffee Class Book', fields: {} },
    ],
    'removable-media': [{ name: 'Memory stick 7', fields: {} }],
  };
}

async function lendIt(
  tx: Transaction,
  act: { readonly school: string; readonly at: Date; readonly by: string },
  kind: Kind,
  itemId: string,
  to: { readonly personId: string; readonly name: string },
): Promise<void> {
  const dueOn = localDay(new Date(act.at.getTime() + 5 * DAY));
  await lend(tx, act, kind, { itemId, personId: to.personId, signedOut: to.name, dueOn });
}
