import type { Clock } from '../kernel/index.ts';
import { isMailAddress, post, type Written } from '../mail/index.ts';
import { holdingsOn, nameOf, type Person } from '../people/index.ts';
import type { Transaction } from '../store/index.ts';

/** Who follows refusals up: the business manager, or, where nobody holds that role, the headteacher. */
export const followers = ['business-manager', 'headteacher'] as const;

/** The people of the first of these roles that anybody holds on a day, but not the ones left out. */
export async function holdersOfFirst(
  tx: Transaction,
  school: string,
  roles: readonly string[],
  day: string,
  except: readonly string[] = [],
): Promise<Person[]> {
  const held = await holdingsOn(tx, school, day, roles);
  for (const role of roles) {
    const holders = held.filter((each) => each.role === role && !except.includes(each.personId));
    if (holders.length > 0) return [...new Map(holders.map(({ person }) => [person.id, person])).values()];
  }
  return [];
}

/** Posts a letter to somebody who can be written to; whether it did. */
export async function tell(
  tx: Transaction,
  clock: Clock,
  school: string,
  person: Pick<Person, 'id' | 'givenName' | 'familyName' | 'email'>,
  write: (name: string) => Written,
): Promise<boolean> {
  if (person.email === undefined || !isMailAddress(person.email)) return false;
  await post(tx, clock, {
    school,
    to: { personId: person.id, address: person.email },
    ...write(nameOf(person)),
  });
  return true;
}
