// Whether time tells if an account exists: `node scripts/campaigns/timing.ts [how many of each]`. Signs in to the product
// in memory with wrong passwords, taking turns between names that somebody has and names that nobody has, and prints the
// medians. They should lie within 5 of 100 of each other; a busy machine needs more rounds.
import { hashPassword } from '../../src/accounts/hashing.ts';
import { addPerson, giveRole } from '../../src/people/index.ts';
import { openTestApp, type TestApp } from '../../test/support/app.ts';
import { smallSchool } from '../../test/support/small-school.ts';

const rounds = Number(process.argv[2] ?? 500);
const school = 'small';
const known = (index: number) => `known${index}@small.example`;
const unknown = (index: number) => `other${index}@small.example`;

const median = (times: readonly number[]): number =>
  times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;

/** Enters people with accounts, all with one password. */
async function openAccounts({ site }: TestApp): Promise<void> {
  const phc = await hashPassword('gravel teapot lantern');
  const at = site.clock.now();
  for (let index = 0; index < rounds; index += 1)
    await site.store.transaction(async (tx) => {
      const act = { school, at };
      const email = known(index);
      const id = await addPerson(tx, act, { givenName: 'Wren', familyName: `Testerby${index}`, email });
      await giveRole(tx, act, { personId: id, role: 'staff', since: '2026-09-01' });
      const whose = { school_id: school, person_id: id };
      await tx
        .insertInto('account')
        .values({ ...whose, user_name: email, opened_at: at })
        .execute();
      await tx
        .insertInto('password')
        .values({ ...whose, phc, set_at: at })
        .execute();
    });
}

/** How long one wrong sign-in takes, in milliseconds. Each comes from an address of its own, so that none has to wait. */
async function timeOf({ app }: TestApp, name: string, index: number): Promise<number> {
  const payload = String(new URLSearchParams({ 'user-name': name, password: 'not the right one' }));
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const begun = performance.now();
  const { statusCode } = await app.inject({
    method: 'POST',
    url: `/schools/${school}/session`,
    headers,
    payload,
    remoteAddress: `10.${name.length}.${index >> 8}.${index & 255}`,
  });
  if (statusCode !== 422) throw new Error(`a wrong sign-in was answered with ${statusCode}`);
  return performance.now() - begun;
}

const opened = await openTestApp({ packs: [smallSchool()] });
await openAccounts(opened);
for (let index = 0; index < 50; index += 1) await timeOf(opened, `warm${index}@small.example`, index);
const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
for (let index = 0; index < rounds; index += 1) {
  const inOrder = index % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const);
  for (const kind of inOrder)
    times[kind].push(await timeOf(opened, (kind === 'known' ? known : unknown)(index), index));
}
await opened.close();
const [one, other] = [median(times.known), median(times.unknown)];
const apart = (Math.abs(one - other) / Math.min(one, other)) * 100;
console.log(`known   ${one.toFixed(2)} ms (median of ${rounds})`);
console.log(`unknown ${other.toFixed(2)} ms (median of ${rounds})`);
console.log(`apart   ${apart.toFixed(1)} of 100`);
process.exitCode = apart <= 5 ? 0 : 1;
