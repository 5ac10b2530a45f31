import { sealedEvidence } from '../../../ledger/index.ts';
import { type Decision, readRequests, type WrittenPermission } from '../../../permissions/index.ts';
import { listed, roleName } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import type { Site } from '../../site.ts';
import { wordMoment } from '../../wording/days.ts';
import { permissionAddress } from './addresses.ts';
import type { Held } from './holding-page.ts';
import { nameIn, type Names, namesOf } from './names.ts';
import { subjectRows, wordAct } from './words.ts';

/** A permission in the words that stand on its paper. For a file that is kept the ledger is sealed at once. */
export async function writtenOf(site: Site, held: Held): Promise<WrittenPermission> {
  const { acting, permission, clauses, names } = held;
  const { school } = acting;
  const clause = clauses.find(permission.clause);
  const entry = { school: school.key, seq: permission.seq };
  return {
    school: { key: school.key, name: school.name },
    permission,
    holder: nameIn(names, permission.personId),
    act: wordAct(school, permission.act),
    subject: subjectRows(school, permission).map(({ key, value }) => [
      String(key.text ?? ''),
      String(value.text ?? ''),
    ]),
    clause: { number: clause?.number ?? permission.clause, text: clause?.text ?? '' },
    policy: school.policy.pack.name,
    givers: await giversOf(site, held),
    withdrawn: withdrawnIn(held),
    address: `${site.origin()}${permissionAddress.permission(school.key, permission.id)}`,
    writtenAt: site.clock.now(),
    evidence: await sealedEvidence(site.store, site.clock, entry, site.keys.ledger),
  };
}

/** Who agreed, by name and role; the roles alone where no request led to it. */
async function giversOf(site: Site, { acting, permission }: Held): Promise<string[]> {
  const { school } = acting;
  const ids = permission.requestId === undefined ? [] : [permission.requestId];
  const [request] = await readRequests(site.store.db, school.key, { ids });
  const decisions = request?.decisions.filter(({ clause }) => clause === permission.clause) ?? [];
  if (decisions.length === 0) return [listed(permission.givenBy.map((role) => wordRole(school, role)))];
  const names = await namesOf(
    site,
    acting,
    decisions.map(({ personId }) => personId),
  );
  return decisions.map((decision) => wordGiver(school, decision, names));
}

const wordGiver = (school: School, { personId, role, decidedAt }: Decision, names: Names): string =>
  `${nameIn(names, personId)} for ${wordRole(school, role)}, ${wordMoment(decidedAt)}`;

const wordRole = ({ policy }: School, role: string): string =>
  role === 'school' ? 'the school' : roleName(policy.pack, role);

function withdrawnIn({ acting: { school }, permission: { withdrawal }, names }: Held): string | undefined {
  if (!withdrawal) return undefined;
  const { personId, role, withdrawnAt } = withdrawal;
  return `By ${nameIn(names, personId)} for ${wordRole(school, role)}, ${wordMoment(withdrawnAt)}`;
}
