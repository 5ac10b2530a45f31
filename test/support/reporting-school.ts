import { publish } from '../../src/editions/index.ts';
import { type FrozenClock, localDay, newId } from '../../src/kernel/index.ts';
import { addPerson, giveRole } from '../../src/people/index.ts';
import { compile, type Pack, type Policy } from '../../src/policy/index.ts';
import {
  fileReport,
  type Filed,
  type Handling,
  openReporting,
  type Report,
  type ReportDraft,
  type Reporting,
  reportsHeard,
} from '../../src/reports/index.ts';
import type { Store } from '../../src/store/index.ts';
import { testLibrary } from './site.ts';

/** Somebody of the school. */
export interface Somebody {
  readonly id: string;
  readonly roles: readonly string[];
}

/** A school where people tell things. */
export interface ReportingSchool {
  readonly key: string;
  readonly policy: Policy;
  readonly store: Store;
  readonly clock: FrozenClock;
  readonly reporting: Reporting;
  /** Adds somebody by `Given Family` with the roles. */
  add(name: string, ...roles: string[]): Promise<Somebody>;
  /** Adds somebody who stands in while whoever holds the role is away. */
  addDeputy(name: string, role: string): Promise<Somebody>;
  /** Tells something; whatever is left out is usual. */
  tell(draft: Partial<ReportDraft> & Pick<ReportDraft, 'event'>): Promise<Filed>;
  /** The references of what somebody hears today. */
  heardBy(who: Somebody): Promise<Report[]>;
  /** As whom somebody handles a report now. */
  as(who: Somebody): Handling;
}

/** Publishes a pack and opens it as a school where people tell things. */
export async function openReportingSchool(
  store: Store,
  clock: FrozenClock,
  pack: Pack,
): Promise<ReportingSchool> {
  const { number: edition } = await publish(store, clock, pack, { effectiveFrom: '2026-09-01' });
  const library = testLibrary();
  const law = pack.layers.flatMap((name) => library.packs.get(name) ?? []);
  const policy = compile(pack, law, localDay(clock.now()));
  const tables = openReporting(new URL('../../packs', import.meta.url).pathname, pack.layers);
  const reporting: Reporting = { ...tables, secret: Buffer.alloc(32, 5) };
  const school = { key: pack.key, edition, policy };
  const act = () => ({ school: pack.key, at: clock.now() });

  const enter = async (name: string, roles: readonly string[], deputises: boolean): Promise<Somebody> => {
    const [givenName = '', ...family] = name.split(' ');
    const id = await store.transaction(async (tx) => {
      const personId = await addPerson(tx, act(), { givenName, familyName: family.join(' ') });
      for (const role of roles) await giveRole(tx, act(), { personId, role, since: '2026-09-01', deputises });
      return personId;
    });
    return { id, roles };
  };

  return {
    key: pack.key,
    policy,
    store,
    clock,
    reporting,
    add: (name, ...roles) => enter(name, roles, false),
    addDeputy: (name, role) => enter(name, [role], true),
    tell: (draft) =>
      store.transaction((tx) =>
        fileReport(tx, act(), school, reporting, {
          as: ['staff'],
          facts: {},
          words: 'This is what happened.',
          about: [],
          way: 'page',
          once: newId(),
          files: [],
          ...draft,
        }),
      ),
    heardBy: (who) =>
      reportsHeard(store.db, { school: pack.key, policy, day: localDay(clock.now()), listener: listen(who) }),
    as: (who) => ({ school: pack.key, policy, day: localDay(clock.now()), at: clock.now(), by: listen(who) }),
  };
}

const listen = (who: Somebody) => ({ personId: who.id, roles: who.roles });
