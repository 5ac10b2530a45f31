import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { isId, localDay, newId } from '../../src/kernel/index.ts';
import { exportLedger } from '../../src/ledger/index.ts';
import { type Report, readEntries, readReports, reportsHeard } from '../../src/reports/index.ts';
import { mayUse, type Power } from '../../src/web/powers.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { type SignedIn, signIn } from '../support/signed-in.ts';
import { testPack } from '../support/site.ts';

/*
 * For whoever does not hear a report it is not there: everything that each kind of person can fetch is the same, byte for
 * byte, before somebody told something and after, and what the report is called is answered as any made-up name is.
 */

const school = 'st-michaels';
const CANARY = 'Quokkaword';
const BOUNDARY = 'gatehouse-boundary';

interface Viewer {
  readonly name: string;
  readonly roles: readonly string[];
  readonly signedIn: SignedIn | undefined;
}

/** What is told, one after the other; each time everybody else looks again. */
interface Told {
  readonly title: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly file?: string;
  /** Who hears it, by name. */
  readonly hearers: readonly string[];
  /** Whether figures leave it out for everybody; otherwise only for those whom it is about. */
  readonly isConfidential: boolean;
}

const tales: readonly Told[] = [
  {
    title: 'a confidential report about the head',
    fields: { event: 'low-level-concern', meant: 'headteacher' },
    hearers: ['chair'],
    isConfidential: true,
  },
  {
    title: 'a report of data sent astray, about the head, with a file',
    fields: { event: 'email-mis-sent', 'fact.personal-data-involved': 'yes', meant: 'headteacher' },
    file: 'list.txt',
    hearers: ['chair', 'network'],
    isConfidential: false,
  },
  {
    title: 'a report that the network manager alone hears',
    fields: { event: 'unsuitable-website' },
    hearers: ['network'],
    isConfidential: false,
  },
];

const cast: readonly (readonly [string, readonly string[]])[] = [
  ['head', ['headteacher']],
  ['deputy', ['deputy-headteacher']],
  ['chair', ['chair-of-governors']],
  ['network', ['network-manager']],
  ['dsl', ['dsl']],
  ['dpo', ['dpo']],
  ['office', ['office-staff']],
  ['business', ['business-manager']],
  ['governor', ['governor']],
  ['teller', ['teacher']],
  ['teacher', ['teacher']],
  ['assistant', ['teaching-assistant']],
  ['volunteer', ['volunteer']],
  ['technician', ['contractor']],
  ['pupil', ['pupil']],
  ['parent', ['parent']],
];

/** They look at what is open to all. */
const lookAtAll = ['nobody', 'head', 'pupil'];

/** Nothing is theirs that is not also a teacher's or a parent's. */
const alike = ['dpo', 'business', 'assistant', 'volunteer', 'technician'];

/** What a list may be narrowed by. */
const searches = ['q', 'search', 'words'];

/** Pages with a challenge or a secret that is new each time. */
const random = ['sign-in/passkey', 'factors/authenticator', 'factors/passkeys', 'factors/step'];

describe('what one does not hear is not there', () => {
  let app: TestApp;
  let viewers: readonly Viewer[];
  let routes: readonly { readonly method: string; readonly url: string; readonly power: Power }[];
  /** Ids that stand for nothing. */
  const nothing = [newId(), newId()];
  const nameless = (name: string): string => (isId(name) ? (nothing[0] as string) : 'BBBB-2222');
  const seen = new Map<string, Map<string, string>>();

  before(async () => {
    app = await openTestApp({ packs: [testPack(school), testPack('law-england')] });
    const entered: Viewer[] = [{ name: 'nobody', roles: [], signedIn: undefined }];
    for (const [name, roles] of cast)
      entered.push({
        name,
        roles,
        signedIn: await signIn(app.site, school, roles, {
          givenName: 'Hazel',
          familyName: `Example-${name}`,
          email: `${name}@school.example`,
        }),
      });
    viewers = entered;
    routes = app.routes.flatMap(({ method, url, config }) =>
      [method].flat().map((each) => ({ method: each, url, power: config?.power as Power })),
    );
    for (const viewer of viewers) seen.set(viewer.name, await lookAround(viewer));
  });
  after(() => app?.close());

  it('what is fetched twice is the same twice, so that a difference means something', async () => {
    for (const name of ['nobody', 'head', 'teacher']) {
      const viewer = viewers.find((each) => each.name === name) as Viewer;
      same(seen.get(name), await lookAround(viewer), name);
    }
  });

  for (const tale of tales) {
    describe(tale.title, () => {
      let report: Report;
      let leaves: readonly Leaf[];
      let letters: readonly { readonly to: string | null; readonly text: string }[];
      let others: readonly Viewer[];

      before(async () => {
        const [before, sent] = [await ledgerNow(), await lettersNow()];
        report = await tell(tale);
        leaves = (await ledgerNow()).slice(before.length);
        letters = (await lettersNow()).slice(sent.length);
        others = viewers.filter(({ name }) => name !== 'teller' && !tale.hearers.includes(name));
      });

      it('is heard by those alone', async () => {
        const hearers = [];
        for (const viewer of viewers) if (await hears(viewer, report)) hearers.push(viewer.name);
        assert.deepEqual(hearers.toSorted(), [...tale.hearers].toSorted());
      });

      it('everything that everybody else fetches is what it was, byte for byte', async () => {
        for (const viewer of others) {
          const isCounted = !tale.isConfidential && !report.about.includes(viewer.signedIn?.personId ?? '');
          const now = await lookAround(viewer);
          same(seen.get(viewer.name), now, viewer.name, isCounted ? figures : new Set());
          seen.set(viewer.name, now);
        }
      });

      it('whoever hears it does see a difference, so that the walk would show one', async () => {
        for (const viewer of viewers.filter(({ name }) => tale.hearers.includes(name))) {
          const now = await lookAround(viewer);
          const changed = [...now].filter(([at, shown]) => seen.get(viewer.name)?.get(at) !== shown);
          assert.ok(
            changed.some(([at]) => at.endsWith('/reports')),
            viewer.name,
          );
          seen.set(viewer.name, now);
        }
      });

      it('its id, its reference and those of its entries and files are answered as made-up ones are', async () => {
        const names = (await namesOf(report)).slice(0, tale.file === undefined ? 1 : undefined);
        for (const viewer of others.filter(({ name }) => !alike.includes(name))) {
          const made = new Map<string, Map<string, string>>();
          for (const name of names) {
            const other = nameless(name);
            const before = made.get(other) ?? (await ask(viewer, other));
            made.set(other, before);
            same(before, await ask(viewer, name), viewer.name);
          }
        }
      });

      it('a search for its words or its reference finds what a search for nonsense finds', async () => {
        const nonsense = ['Zyzzyva', 'BBBB-2222'];
        for (const viewer of others.filter(({ name, signedIn }) => signedIn && !alike.includes(name)))
          for (const [index, word] of [CANARY, report.reference].entries())
            same(
              await search(viewer, nonsense[index] as string),
              await search(viewer, word),
              `${viewer.name}: ${word}`,
            );
      });

      it('letters about it go to those who hear it and to its teller, and tell nothing', () => {
        const may = viewers
          .filter(({ name }) => name === 'teller' || tale.hearers.includes(name))
          .map(({ signedIn }) => signedIn?.personId);
        assert.ok(letters.length > 0, 'somebody is written to');
        for (const { to, text } of letters) {
          assert.ok(to !== null && may.includes(to), 'to one who hears it');
          for (const word of [CANARY, 'Example-head', report.reference, ...wordsIn(report.event)])
            assert.ok(!text.includes(word), `a letter says ${word}`);
        }
      });

      it('its leaves in the ledger say that something was written, and nothing of what', () => {
        assert.ok(leaves.length >= 2);
        for (const { kind, actor, subject, details } of leaves.filter((leaf) => leaf.subject === report.id)) {
          assert.equal(kind, 'report.entry');
          assert.equal(actor, undefined);
          assert.equal(subject, report.id);
          assert.deepEqual(
            Object.keys(details ?? {}).filter((name) => name !== 'entry'),
            [],
          );
        }
        const people = viewers.flatMap(({ signedIn }) => signedIn?.personId ?? []);
        const text = JSON.stringify(leaves);
        for (const word of [CANARY, report.reference, report.event, ...people])
          assert.ok(!text.includes(word), `a leaf says ${word}`);
      });

      it('nobody who does not hear it got in by a form, and it is as it was', async () => {
        const entries = await readEntries(app.site.store.db, school, report.id);
        assert.deepEqual(
          entries.map(({ kind }) => kind),
          ['told'],
        );
      });

      after(async () => {
        const teller = viewers.find(({ name }) => name === 'teller') as Viewer;
        seen.set(teller.name, await lookAround(teller));
      });
    });
  }

  it('the ledger grows alike, whatever was told', async () => {
    const shapes = new Map<string, string[]>();
    for (const { subject, kind, keys } of (await ledgerNow()).filter((leaf) =>
      leaf.kind.startsWith('report.'),
    ))
      shapes.set(subject ?? '', [...(shapes.get(subject ?? '') ?? []), `${kind} ${keys.join(' ')}`]);
    const [first, ...rest] = [...shapes.values()].map((shape) => shape.join('; '));
    assert.equal(rest.length, tales.length - 1);
    for (const shape of rest) assert.equal(shape, first);
  });

  /** Everything that somebody may fetch without knowing any id, and with ids that stand for nothing. */
  async function lookAround(viewer: Viewer): Promise<Map<string, string>> {
    const fetched = new Map<string, string>();
    for (const { url } of routesFor(viewer))
      for (const at of addressesOf(url, nothing)) fetched.set(at, shownIn(await get(viewer, at), nothing));
    return fetched;
  }

  const routesFor = (viewer: Viewer) =>
    routes.filter(
      ({ method, url, power }) =>
        method === 'GET' &&
        !url.startsWith('/assets') &&
        !random.some((part) => url.endsWith(part)) &&
        mayLook(viewer, power),
    );

  /** What is open to all is looked at by a few: for the others it is the same. */
  const mayLook = ({ name, roles, signedIn }: Viewer, power: Power): boolean =>
    (power !== 'public' || lookAtAll.includes(name)) && mayUse(power, signedIn && wide(roles));

  /** The same ids in each place of each address that is about reports, to be read and to be written. */
  async function ask(viewer: Viewer, id: string): Promise<Map<string, string>> {
    const answers = new Map<string, string>();
    for (const { method, url, power } of routes) {
      const isRead = method === 'GET';
      if (method === 'HEAD' || !url.replace(':school', '').includes(':')) continue;
      const isAboutReports = url.includes('reports');
      if (!isAboutReports && !(isRead && mayLook(viewer, power))) continue;
      const here = url.replace(':school', school);
      const at = here.replaceAll(/:[a-zA-Z]+/g, id).replace(/\*$/, 'x');
      const answer = isRead ? await get(viewer, at) : await post(viewer, at);
      answers.set(`${method} ${url}`, shownIn(answer, [id]));
    }
    return answers;
  }

  async function search(viewer: Viewer, word: string): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const { url } of routesFor(viewer).filter((each) => !each.url.replace(':school', '').includes(':')))
      for (const name of /reports|people$/.test(url) ? searches : []) {
        const at = `${url.replace(':school', school)}?${name}=${word}`;
        found.set(`${url} ${name}`, shownIn(await get(viewer, at), [word]));
      }
    return found;
  }

  const get = ({ signedIn }: Viewer, url: string) =>
    app.inject({ method: 'GET', url, headers: { ...signedIn?.headers } });

  const post = ({ signedIn }: Viewer, url: string) =>
    app.inject({
      method: 'POST',
      url,
      headers: { ...signedIn?.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'words=Something&kind=noted&person=x',
    });

  /** Told by the teacher at the school's own door. */
  async function tell({ fields, file }: Told): Promise<Report> {
    const teller = viewers.find(({ name }) => name === 'teller')?.signedIn as SignedIn;
    const all = {
      nonce: newId(),
      named: 'yes',
      teller: teller.personId,
      words: `${CANARY} happened.`,
      'fact.illegal-image-possible': 'no',
      ...fields,
    };
    const answer = await app.inject({
      method: 'POST',
      url: `/schools/${school}/tell`,
      headers: { ...teller.headers, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
      payload: multipart(all, file),
    });
    const id = /my\/reports\/([\w-]{22})/.exec(answer.headers.location ?? '')?.[1] ?? '';
    const [report] = await readReports(app.site.store.db, school, { ids: [id] });
    assert.ok(report, `${answer.statusCode} ${answer.headers.location}`);
    return report;
  }

  async function hears({ roles, signedIn }: Viewer, { id }: Report): Promise<boolean> {
    if (!signedIn) return false;
    const { policy } = app.site.answerer.school(school);
    const listener = { personId: signedIn.personId, roles: wide(roles) };
    const day = localDay(app.site.clock.now());
    const heard = await reportsHeard(app.site.store.db, { school, policy, day, listener }, { ids: [id] });
    return heard.length === 1;
  }

  async function namesOf(report: Report): Promise<string[]> {
    const entries = await readEntries(app.site.store.db, school, report.id);
    const files = entries.flatMap((entry) => entry.files);
    return [report.id, report.reference, ...[...entries.slice(0, 1), ...files].map(({ id }) => id)];
  }

  async function ledgerNow(): Promise<Leaf[]> {
    const leaves: Leaf[] = [];
    for await (const line of exportLedger(app.site.store, school)) {
      const { leaf } = JSON.parse(line) as { leaf?: string };
      if (leaf === undefined) continue;
      const said = JSON.parse(leaf) as Omit<Leaf, 'keys'>;
      leaves.push({ ...said, keys: Object.keys(said) });
    }
    return leaves;
  }

  const lettersNow = async () =>
    (
      await app.site.store.db
        .selectFrom('message')
        .select(['to_person_id', 'subject', 'body_text', 'body_html'])
        .orderBy('made_at')
        .execute()
    ).map((row) => ({ to: row.to_person_id, text: `${row.subject}\n${row.body_text}\n${row.body_html}` }));

  const wide = (roles: readonly string[]): string[] => {
    const { roles: words } = app.site.answerer.school(school).policy.vocabulary;
    return [...new Set(roles.flatMap((role) => words.wider(role)))];
  };
});

/** What the ledger says of an entry to everybody. */
interface Leaf {
  readonly kind: string;
  readonly actor?: string;
  readonly subject?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly keys: readonly string[];
}

const figures: ReadonlySet<string> = new Set(['figures']);

/** Whether two walks saw the same; the first difference, where they did not. */
function same(
  before: ReadonlyMap<string, string> | undefined,
  now: ReadonlyMap<string, string>,
  who: string,
  apartFrom: ReadonlySet<string> = new Set(),
): void {
  assert.ok(before && before.size > 0, `${who} fetched something`);
  for (const [at, shown] of now)
    if (![...apartFrom].some((part) => at.includes(part)))
      assert.equal(shown, before.get(at), `${who} sees a difference at ${at}`);
  assert.equal(now.size, before.size);
}

/** An answer without what is random in each: numbers of forms, and the names that were asked for. */
function shownIn(answer: LightMyRequestResponse, asked: readonly string[]): string {
  const { date: _, ...headers } = answer.headers;
  const whole = [answer.statusCode, JSON.stringify(headers), answer.body].join('\n');
  const named = asked.reduce((text, each) => text.replaceAll(each, '?'.repeat(each.length)), whole);
  return named.replaceAll(/(name="nonce" value=")[\w-]{22}/g, '$1');
}

/** The address with ids that stand for nothing in all its places. */
const addressesOf = (url: string, ids: readonly string[]): string[] => {
  const here = url.replace(':school', school).replace(/\*$/, 'x');
  let next = 0;
  return [here.replaceAll(/:[a-zA-Z]+/g, () => ids[next++ % ids.length] as string)];
};

const wordsIn = (event: string): string[] => [event, event.replaceAll('-', ' ')];

function multipart(fields: Readonly<Record<string, string>>, file: string | undefined): Buffer {
  const texts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const attached =
    file === undefined
      ? []
      : [
          `--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="${file}"\r\nContent-Type: text/plain\r\n\r\n${CANARY} in a file.\r\n`,
        ];
  return Buffer.from([...texts, ...attached, `--${BOUNDARY}--\r\n`].join(''));
}
