import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import { parse } from 'csv-parse/sync';
import Fastify, { type FastifyInstance } from 'fastify';
import { type SignedIn, signIn } from '../../../../test/support/signed-in.ts';
import { HARMLESS, HOSTILE, otherSchool, smallSchool } from '../../../../test/support/small-school.ts';
import { openTestSite, type TestSite } from '../../../../test/support/site.ts';
import { findItem, listItems, listLoans } from '../../../registers/index.ts';
import { handleFailures } from '../../failing.ts';
import { guardRequests } from '../../guarding.ts';
import { requirePowers } from '../../powers.ts';
import { admitViewers } from '../../viewing.ts';
import { readSheet } from '../../../roster/sheet.ts';
import { registerPagesReading } from './registers.ts';

/** The pages of registers alone, with whoever is signed in. */
async function openPages(site: TestSite): Promise<FastifyInstance> {
  const app = Fastify();
  requirePowers(app);
  handleFailures(app);
  guardRequests(app);
  await admitViewers(app, site);
  await app.register(formbody);
  await app.register(multipart, { limits: { fileSize: 20 * 1024 * 1024 } });
  registerPagesReading(readSheet)(app, site);
  await app.ready();
  return app;
}

/** One heading of the first level, every id once, labels of what is there, and no style in the page. */
function checkWellMade(markup: string): void {
  const of = (pattern: RegExp) => [...markup.matchAll(pattern)].map((match) => String(match[1]));
  const ids = of(/ id="([^"]*)"/g);
  assert.equal(of(/(<h1[ >])/g).length, 1, 'one h1');
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
    'every id once',
  );
  assert.deepEqual(
    of(/ for="([^"]*)"/g).filter((id) => !ids.includes(id)),
    [],
    'every label names a field',
  );
  assert.doesNotMatch(markup, / style="/);
}

const base = '/schools/small/registers';
type Fields = Readonly<Record<string, string | readonly string[]>>;

const sheet = (text: string) => ({ name: 'sheet.csv', bytes: Buffer.from(text) });

const shownIn = (body: string) => /name="shown" value="([^"]*)"/.exec(body)?.[1] ?? '';

describe('pages of registers', () => {
  let site: TestSite;
  let app: FastifyInstance;
  let office: SignedIn;
  let teacher: SignedIn;
  let pupil: SignedIn;
  let elsewhere: SignedIn;

  before(async () => {
    site = await openTestSite({ packs: [smallSchool(), otherSchool()] });
    app = await openPages(site);
    office = await signIn(site, 'small', ['business-manager'], {
      givenName: 'Olive',
      familyName: 'Office',
      email: 'olive@small.example',
    });
    teacher = await signIn(site, 'small', ['teacher'], {
      givenName: 'Tess',
      familyName: 'Teacher',
      email: 'tess@small.example',
    });
    pupil = await signIn(site, 'small', ['pupil'], { givenName: 'Pip', familyName: 'Pupil' });
    elsewhere = await signIn(site, 'other', ['headteacher'], { givenName: 'Elsa', familyName: 'Elsewhere' });
  });
  after(async () => {
    await app.close();
    await site.close();
  });

  const get = async (who: SignedIn | undefined, url: string) => {
    const answer = await app.inject({ url, headers: { ...who?.headers } });
    if (String(answer.headers['content-type']).startsWith('text/html')) checkWellMade(answer.body);
    return answer;
  };
  const send = (who: SignedIn, url: string, fields: Fields) => {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields))
      for (const each of [value].flat()) body.append(name, each);
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...who.headers };
    return app.inject({ method: 'POST', url, headers, payload: String(body) });
  };
  const enter = async (kind: string, fields: Fields) => {
    const answer = await send(office, `${base}/${kind}`, fields);
    assert.equal(answer.statusCode, 303, answer.body);
    const url = String(answer.headers.location).split('?')[0] as string;
    return { url, id: url.split('/').at(-1) as string };
  };
  const laptop = (name: string, more: Fields = {}) =>
    enter('equipment', { name, 'field-device': 'laptop', ...more });
  const kettle = (name: string, place: string) =>
    enter('electrical-items', {
      name,
      place,
      'field-owner': 'staff',
      'field-construction': 'double-insulated',
    });
  const upload = (
    who: SignedIn,
    url: string,
    fields: Readonly<Record<string, string>>,
    file?: { readonly name: string; readonly bytes: Buffer },
  ) => {
    const edge = 'edge-of-parts';
    const head = (name: string, more = '') =>
      `--${edge}\r\ncontent-disposition: form-data; name="${name}"${more}\r\n`;
    const parts: Buffer[] = Object.entries(fields).map(([name, value]) =>
      Buffer.from(`${head(name)}\r\n${value}\r\n`),
    );
    if (file)
      parts.push(
        Buffer.from(`${head('evidence', `; filename="${file.name}"`)}content-type: image/png\r\n\r\n`),
        file.bytes,
        Buffer.from('\r\n'),
      );
    const payload = Buffer.concat([...parts, Buffer.from(`--${edge}--\r\n`)]);
    return app.inject({
      method: 'POST',
      url,
      payload,
      headers: { ...who.headers, 'content-type': `multipart/form-data; boundary=${edge}` },
    });
  };
  const bring = async (text: string, who = office) =>
    String((await upload(who, `${base}/equipment/import`, {}, sheet(text))).headers.location);
  const search = async (who: SignedIn, fields: Fields) => {
    const answer = await send(who, `${base}/search`, fields);
    return {
      location: String(answer.headers.location),
      page: await get(who, String(answer.headers.location)),
    };
  };
  const countEquipment = async () =>
    (await listItems(site.store.db, 'small', { kinds: ['equipment'] }, 1, 0)).count;
  const item = async (id: string) => (await findItem(site.store.db, 'small', id)) ?? assert.fail();

  describe('who may', () => {
    const cases: readonly (readonly [string, () => SignedIn | undefined, string, number])[] = [
      ['the office sees registers', () => office, base, 200],
      ['a teacher sees registers', () => teacher, base, 200],
      ['a pupil finds no registers', () => pupil, base, 404],
      ['whoever is not signed in is asked to', () => undefined, base, 303],
      ['whoever is of another school is asked to sign in here', () => elsewhere, base, 303],
      ['a teacher sees equipment', () => teacher, `${base}/equipment`, 200],
      ['a teacher finds no processing activities', () => teacher, `${base}/processing`, 404],
      ['the office sees processing activities', () => office, `${base}/processing`, 200],
      ['nobody finds a register that there is not', () => office, `${base}/unicorns`, 404],
      ['a teacher finds no form that enters equipment', () => teacher, `${base}/equipment/new`, 404],
      [
        'a teacher finds no spreadsheet of what they may not see',
        () => teacher,
        `${base}/processing/list.csv`,
        404,
      ],
      ['a teacher finds no intervals', () => teacher, `${base}/equipment/intervals`, 404],
      ['software has no labels', () => office, `${base}/software/labels`, 404],
      ['what is no id is not found', () => office, `${base}/equipment/nothing`, 404],
      ['a pupil sees their own things', () => pupil, '/schools/small/my/things', 200],
    ];
    for (const [what, who, url, status] of cases)
      it(what, async () => {
        assert.equal((await get(who(), url)).statusCode, status);
      });

    it('an item is found under its own register and school alone', async () => {
      const { id } = await laptop('Here');
      assert.equal((await get(office, `${base}/equipment/${id}`)).statusCode, 200);
      assert.equal((await get(office, `${base}/software/${id}`)).statusCode, 404);
      assert.equal((await get(elsewhere, `/schools/other/registers/equipment/${id}`)).statusCode, 404);
    });

    const forbidden: readonly (readonly [string, string, Fields])[] = [
      ['enter', 'equipment', { name: 'X', 'field-device': 'laptop' }],
      ['change', 'equipment/ITEM/change', { name: 'X', 'field-device': 'laptop' }],
      ['retire', 'equipment/ITEM/state', { state: 'retired' }],
      [
        'choose a day',
        'equipment/ITEM/due',
        { check: 'audit', 'due-day': '1', 'due-month': '1', 'due-year': '2027' },
      ],
      ['set intervals', 'equipment/intervals', { 'count-audit': '1', 'unit-audit': 'day' }],
      ['note checks together', 'checks', { result: 'passed', due: 'equipment.audit.ITEM' }],
    ];
    for (const [what, path, fields] of forbidden)
      it(`a teacher may not ${what}, and nothing happens`, async () => {
        const { id } = await laptop('Untouched');
        const before = await item(id);
        const of = (text: string) => text.replace('ITEM', id);
        const sent = Object.fromEntries(
          Object.entries(fields).map(([name, value]) => [name, of(String(value))]),
        );
        assert.equal((await send(teacher, `${base}/${of(path)}`, sent)).statusCode, 404);
        assert.deepEqual(await item(id), before);
      });
  });

  describe('entering and finding', () => {
    it('what is wrong is told beside its field, with what was typed', async () => {
      const answer = await send(office, `${base}/equipment`, {
        name: '',
        tag: 'T-77',
        holder: 'Nobody Atall',
        'field-price': 'much',
        'field-bought-on-day': '31',
        'field-bought-on-month': '2',
        'field-bought-on-year': '2026',
      });
      assert.equal(answer.statusCode, 422);
      for (const text of [
        'Enter a name',
        'Nobody at the school is called this',
        'Enter a sum in pounds',
        'Enter a day that the calendar has',
        'Fill in “Kind of device”',
      ])
        assert.ok(answer.body.includes(text), text);
      assert.match(answer.body, /href="#field-bought-on-day"/);
      assert.match(answer.body, /value="T-77"/);
    });

    it('what is entered stands on its page, and the form to change it has it all', async () => {
      const { url, id } = await laptop('Full laptop', {
        tag: 'A-9',
        place: 'Room 9',
        holder: 'tess@small.example',
        'field-make': 'Invented 3',
        'field-device-encrypted': 'yes',
        'field-price': '499.5',
        'field-bought-on-day': '1',
        'field-bought-on-month': '9',
        'field-bought-on-year': '2025',
      });
      const { body } = await get(teacher, url);
      for (const text of [
        'Full laptop',
        'A-9',
        'Room 9',
        'Tess Teacher',
        'Invented 3',
        '£499.50',
        '1 September 2025',
        'In use',
      ])
        assert.ok(body.includes(text), text);
      const form = await get(office, `${url}/change`);
      assert.match(form.body, /name="holder"[^>]*value="Tess Teacher"/);
      assert.match(form.body, /name="field-bought-on-year"[^>]*value="2025"/);
      const was = await item(id);
      await send(office, `${url}/change`, {
        name: 'Full laptop',
        tag: 'A-9',
        place: 'Room 10',
        holder: 'Tess Teacher',
        'field-device': 'laptop',
        'field-make': 'Invented 3',
        'field-device-encrypted': 'yes',
        'field-price': '499.50',
        'field-bought-on-day': '1',
        'field-bought-on-month': '9',
        'field-bought-on-year': '2025',
      });
      const now = await item(id);
      assert.deepEqual([now.place, now.holderId, now.fields], ['Room 10', teacher.personId, was.fields]);
    });

    it('whatever is typed is shown as its letters', async () => {
      const { url } = await laptop(HOSTILE, { place: HOSTILE, 'field-notes': HOSTILE });
      for (const path of [url, `${base}/equipment`, `${url}/loan`]) {
        const { body } = await get(office, path);
        assert.doesNotMatch(body, /<script>alert/);
        assert.ok(body.includes(HARMLESS), path);
      }
    });

    it('what is searched for is found where one may see it, and stands in no address', async () => {
      await laptop('Blue zebra');
      await enter('processing', {
        name: 'Zebra records',
        'field-purpose': 'Zebras',
        'field-basis': 'public-task',
        'field-subjects': 'Zebras',
        'field-data': 'Stripes',
        'field-kept-for': 'A year',
      });
      const seen = await search(office, { words: 'ZEBRA' });
      assert.doesNotMatch(seen.location, /zebra/i);
      assert.ok(seen.page.body.includes('Blue zebra') && seen.page.body.includes('Zebra records'));
      assert.match(seen.page.body, /2 items/);
      const narrower = await search(teacher, { words: 'zebra' });
      assert.ok(narrower.page.body.includes('Blue zebra') && !narrower.page.body.includes('Zebra records'));
      assert.match(narrower.page.body, /1 item\b/);
      assert.match((await get(pupil, seen.location)).body, /Page not found/);
      assert.doesNotMatch((await get(teacher, seen.location)).body, /zebra/i, 'a search is its own person’s');
    });

    it('the list has pages, and is narrowed by state', async () => {
      await Promise.all(
        Array.from({ length: 60 }, (_, n) =>
          enter('disposals', { name: `Crushed ${n + 1}`, 'field-wiped': 'yes' }),
        ),
      );
      const first = await get(office, `${base}/disposals`);
      assert.match(first.body, /60 items, 1 to 50 shown/);
      assert.ok(first.body.indexOf('Crushed 2<') < first.body.indexOf('Crushed 10<'), 'numbers in order');
      const second = await get(office, `${base}/disposals?page=2`);
      assert.match(second.body, /60 items, 51 to 60 shown/);
      assert.match((await get(office, `${base}/disposals?state=retired`)).body, /0 items/);
      assert.equal((await get(office, `${base}/disposals?state=wonderful`)).statusCode, 400);
      assert.equal((await get(office, `${base}/disposals?page=99`)).statusCode, 200);
    });

    it('a spreadsheet has what the list has, and runs nothing', async () => {
      await enter('suppliers', {
        name: '=HYPERLINK("x")',
        'field-part': 'processor',
        'field-contract': 'no',
        holder: 'tess@small.example',
      });
      const answer = await get(office, `${base}/suppliers/list.csv`);
      assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8');
      const [row] = parse(answer.body, { bom: true, columns: true }) as Record<string, string>[];
      assert.deepEqual(
        [row?.['Name'], row?.['Person'], row?.['Their part']],
        [`'=HYPERLINK("x")`, 'Tess Teacher', 'Processes data for the school'],
      );
    });

    it('labels lead to the item, 24 a sheet', async () => {
      const { body } = await get(office, `${base}/equipment/labels`);
      const all = (await listItems(site.store.db, 'small', { kinds: ['equipment'] }, 100, 0)).count;
      assert.equal(body.split('<li class="gatehouse-label">').length - 1, Math.min(24, all));
      assert.doesNotMatch(body, /style=/);
    });

    it('an item is retired with a reason, and is then found by its state alone', async () => {
      const { url, id } = await laptop('Old faithful');
      assert.match(
        String(
          (await send(office, `${url}/state`, { state: 'retired', reason: 'Worn out' })).headers.location,
        ),
        /done=state/,
      );
      assert.equal((await item(id)).state, 'retired');
      assert.match((await get(office, url)).body, /Worn out/);
      assert.doesNotMatch((await search(office, { words: 'faithful' })).page.body, /Old faithful/);
      assert.match(
        (await search(office, { words: 'faithful', kind: 'equipment', state: 'retired' })).page.body,
        /Old faithful/,
      );
    });
  });

  describe('loans', () => {
    const out = {
      person: 'tess@small.example',
      signedOut: 'Tess Teacher',
      'due-day': '1',
      'due-month': '12',
      'due-year': '2026',
      conditions: 'Not on a bus',
    };

    it('an item goes out and comes back, both signed for', async () => {
      const { url, id } = await laptop('Goes home');
      assert.match((await get(teacher, `${url}/loan`)).body, /Is it encrypted\?/);
      assert.match(String((await send(teacher, `${url}/loan`, out)).headers.location), /done=lent$/);
      assert.match(String((await send(teacher, `${url}/loan`, out)).headers.location), /done=already-lent$/);
      const mine = await get(teacher, '/schools/small/my/things');
      for (const text of ['Goes home', '1 December 2026', 'Not on a bus'])
        assert.ok(mine.body.includes(text), text);
      const [loan] = await listLoans(site.store.db, 'small', { itemId: id, open: true }, 1);
      const back = { loan: loan?.id ?? '', signedIn: 'Tess Teacher', state: 'in-use' };
      assert.equal((await send(teacher, `${url}/return`, { ...back, signedIn: '' })).statusCode, 422);
      assert.match(String((await send(teacher, `${url}/return`, back)).headers.location), /done=back$/);
      assert.match(String((await send(teacher, `${url}/return`, back)).headers.location), /done=was-back$/);
      assert.equal((await item(id)).state, 'in-use');
      assert.doesNotMatch((await get(teacher, '/schools/small/my/things')).body, /Goes home/);
    });

    it('a loan without a borrower, a signature or a day to come is asked for again', async () => {
      const { url } = await laptop('Stays');
      const answer = await send(teacher, `${url}/loan`, {
        ...out,
        person: '',
        signedOut: '',
        'due-year': '2025',
      });
      assert.equal(answer.statusCode, 422);
      for (const text of ['Enter who takes it', 'signs with their name', 'Enter a day from today on'])
        assert.ok(answer.body.includes(text), text);
    });

    it('what should be back is told to those who lend', async () => {
      const { url } = await laptop('Overdue one');
      await send(teacher, `${url}/loan`, { ...out, 'due-day': '22', 'due-month': '11' });
      assert.doesNotMatch((await get(teacher, base)).body, /Overdue one/);
      site.clock.advance(10 * 3_600_000);
      site.clock.advance(5 * 3_600_000);
      const later = await signIn(site, 'small', ['teacher'], { givenName: 'Toby', familyName: 'Later' });
      assert.match((await get(later, base)).body, /Not back in time[\s\S]*Overdue one/);
      site.clock.advance(-15 * 3_600_000);
    });

    it('a trolley is booked for oneself, once a lesson, and given up by whoever booked it', async () => {
      const { url } = await laptop('Trolley');
      const slot = { slot: 'Lesson 1', 'day-day': '23', 'day-month': '11', 'day-year': '2026' };
      assert.match(String((await send(teacher, `${url}/bookings`, slot)).headers.location), /done=booked$/);
      assert.match(String((await send(office, `${url}/bookings`, slot)).headers.location), /done=taken$/);
      const { body } = await get(teacher, url);
      const cancelling = /action="([^"]*cancellation)"/.exec(body)?.[1] ?? assert.fail('a way to give it up');
      const other = await signIn(site, 'small', ['teacher'], { givenName: 'Theo', familyName: 'Other' });
      assert.doesNotMatch((await get(other, url)).body, /cancellation/);
      assert.equal((await send(other, cancelling, {})).statusCode, 404);
      assert.match(String((await send(teacher, cancelling, {})).headers.location), /done=cancelled$/);
      assert.match(String((await send(office, `${url}/bookings`, slot)).headers.location), /done=booked$/);
    });
  });

  describe('checks', () => {
    it('a room is ticked off together, and only what one may check', async () => {
      const [one, other] = await Promise.all([
        kettle('Kettle one', 'Room 12'),
        kettle('Kettle two', 'Room 12'),
      ]);
      const page = await get(office, `${base}/checks?place=Room+12`);
      assert.match(page.body, /Kettle one[\s\S]*Kettle two/);
      const due = [one, other].map(({ id }) => `electrical-items.pat-visual.${id}`);
      const strange = ['electrical-items.pat-visual.x', 'unicorns.a.b', `electrical-items.never.${one.id}`];
      const answer = await send(office, `${base}/checks`, {
        due: [...due, ...strange],
        result: 'passed',
        place: 'Room 12',
      });
      assert.match(String(answer.headers.location), /done=checked&place=Room\+12$/);
      assert.deepEqual([(await item(one.id)).state, (await item(other.id)).state], ['in-use', 'in-use']);
      assert.doesNotMatch((await get(office, `${base}/checks?place=Room+12`)).body, /Kettle one/);
      assert.match(
        String((await send(office, `${base}/checks`, { due })).headers.location),
        /done=nothing-checked$/,
      );
    });

    it('who may see and not check is shown what falls due without boxes', async () => {
      await kettle('Kettle seen', 'Room 13');
      const { body } = await get(teacher, `${base}/checks?place=Room+13`);
      assert.match(body, /Kettle seen/);
      assert.doesNotMatch(body, /type="checkbox"/);
      assert.doesNotMatch(body, /Note these checks/);
    });

    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1, 2, 3]);

    it('a photograph is kept as it came, and shown as what it is to those who may see the register', async () => {
      const { url } = await laptop('Photographed');
      const answer = await upload(
        office,
        `${url}/check`,
        { check: 'audit', result: 'passed', note: 'There' },
        { name: 'a.html', bytes: png },
      );
      assert.match(String(answer.headers.location), /done=checked$/);
      const { body } = await get(office, url);
      assert.match(body, /Is it still here\? Passed/);
      const address =
        /href="([^"]*evidence[^"]*)"/.exec(body)?.[1] ?? assert.fail('a link to the photograph');
      const photo = await get(teacher, address);
      assert.deepEqual(
        [photo.statusCode, photo.headers['content-type'], photo.rawPayload.equals(png)],
        [200, 'image/png', true],
      );
      assert.match(String(photo.headers['content-security-policy']), /sandbox/);
      assert.equal(photo.headers['x-content-type-options'], 'nosniff');
      assert.equal((await get(pupil, address)).statusCode, 404);
      const { url: another } = await laptop('Another');
      assert.equal((await get(office, `${another}/evidence/${address.split('/').at(-1)}`)).statusCode, 404);
    });

    for (const [what, bytes] of [
      ['what is no photograph', Buffer.from('<svg onload="x">')],
      ['a photograph that is too large', Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)])],
    ] as const)
      it(`${what} is refused, and no check is noted`, async () => {
        const { url, id } = await laptop('Refused');
        const answer = await upload(
          office,
          `${url}/check`,
          { check: 'audit', result: 'failed' },
          { name: 'a.png', bytes },
        );
        assert.equal(answer.statusCode, 422);
        assert.match(answer.body, /href="#evidence"/);
        assert.equal((await item(id)).state, 'in-use');
      });

    it('the school sets how often it checks, and other days follow from that', async () => {
      const page = await get(office, `${base}/trip-phones/intervals`);
      assert.match(page.body, /Charged and tried: every/);
      const wrong = await send(office, `${base}/trip-phones/intervals`, {
        'count-charge': 'often',
        'unit-charge': 'week',
        'count-wipe': '',
        'unit-wipe': 'month',
      });
      assert.equal(wrong.statusCode, 422);
      await send(office, `${base}/trip-phones/intervals`, {
        'count-charge': '2',
        'unit-charge': 'week',
        'count-wipe': '',
        'unit-wipe': 'month',
      });
      const { id } = await enter('trip-phones', {
        name: 'Phone',
        'field-number': '07700 900001',
        'field-key': 'Safe',
      });
      assert.deepEqual(
        (await item(id)).checks.map(({ check, dueOn }) => [check, dueOn]),
        [['charge', '2026-12-06']],
      );
    });

    it('a day is chosen for one item', async () => {
      const { url, id } = await laptop('Chosen day');
      await send(office, `${url}/due`, {
        check: 'audit',
        'due-day': '24',
        'due-month': '12',
        'due-year': '2026',
      });
      assert.equal((await item(id)).checks.find(({ check }) => check === 'audit')?.dueOn, '2026-12-24');
      assert.equal(
        (
          await send(office, `${url}/due`, {
            check: 'audit',
            'due-day': '31',
            'due-month': '2',
            'due-year': '2026',
          })
        ).statusCode,
        422,
      );
    });
  });

  describe('bringing a sheet in', () => {
    const columns = {
      name: 'Asset Name',
      tag: 'Asset Tag',
      holder: 'Checked Out To',
      'field-device': 'Category',
    };
    const withoutPeople = { name: 'Asset Name', tag: 'Asset Tag', 'field-device': 'Category' };

    it('nothing changes before it was shown, and then what was shown', async () => {
      const before = await countEquipment();
      const reading = await bring(
        'Asset Tag,Asset Name,Category,Checked Out To\nI-1,Brought one,Laptop,Tess Teacher\nI-2,Brought two,Spaceship,\n',
      );
      const mapper = await get(office, reading);
      assert.match(mapper.body, /value="Asset Tag" selected/);
      const plan = await send(office, reading, columns);
      for (const text of ['1 item would be entered', '1 problem; such rows are left out', 'Choose one of'])
        assert.ok(plan.body.includes(text), text);
      assert.equal(await countEquipment(), before);
      const done = await send(office, `${reading}/application`, { ...columns, shown: shownIn(plan.body) });
      assert.match(String(done.headers.location), /done=imported$/);
      const { items } = await listItems(site.store.db, 'small', { tags: ['I-1'] }, 2, 0);
      assert.deepEqual(
        items.map(({ name, holderId }) => [name, holderId]),
        [['Brought one', teacher.personId]],
      );
      assert.match(
        String((await get(office, reading)).headers.location),
        /gone=1$/,
        'the sheet does not lie about',
      );
    });

    it('what became otherwise meanwhile is shown again, and not done', async () => {
      const reading = await bring('Asset Tag,Asset Name,Category\nI-9,From a sheet,Laptop\n');
      const plan = await send(office, reading, withoutPeople);
      await laptop('Quicker', { tag: 'I-9' });
      const answer = await send(office, `${reading}/application`, {
        ...withoutPeople,
        shown: shownIn(plan.body),
      });
      assert.equal(answer.statusCode, 409);
      assert.match(answer.body, /Something changed meanwhile/);
      assert.equal(
        (await listItems(site.store.db, 'small', { tags: ['I-9'] }, 2, 0)).items[0]?.name,
        'Quicker',
      );
    });

    it('a sheet is its sender’s, and a teacher brings none in', async () => {
      const reading = await bring('Name,Category\nX,Laptop\n');
      const other = await signIn(site, 'small', ['business-manager'], {
        givenName: 'Otto',
        familyName: 'Other',
      });
      assert.match(String((await get(other, reading)).headers.location), /gone=1$/);
      assert.equal((await upload(teacher, `${base}/equipment/import`, {}, sheet('Name\nX'))).statusCode, 404);
      assert.equal((await get(teacher, reading)).statusCode, 404);
      assert.match(
        String((await get(office, reading.replace('equipment', 'software'))).headers.location),
        /gone=1$/,
      );
    });

    for (const [what, text] of [
      ['what is no sheet', ''],
      ['a sheet with passwords', 'Name,Password\nX,hunter2\n'],
      ['a cell that does not end', 'Name\n"X\n'],
    ] as const)
      it(`${what} is refused, and nothing of it is shown`, async () => {
        const answer = await upload(office, `${base}/equipment/import`, {}, sheet(text));
        assert.equal(answer.statusCode, 422);
        assert.match(answer.body, /href="#file"/);
        assert.doesNotMatch(answer.body, /hunter2/);
      });
  });

  it('one’s own things are named to oneself, with a link where one may see the register', async () => {
    await enter('access-rights', {
      name: 'Folder of invoices',
      holder: 'tess@small.example',
      'field-system': 'Files',
      'field-level': 'read',
      'field-access-granted': 'yes',
    });
    await laptop('Own laptop', { holder: 'tess@small.example' });
    const { body } = await get(teacher, '/schools/small/my/things');
    assert.match(body, /<a class="govuk-link" href="[^"]*equipment\/[^"]*">Own laptop<\/a>/);
    assert.ok(body.includes('Folder of invoices'));
    assert.doesNotMatch(body, /<a [^>]*>Folder of invoices/);
  });
});
