import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  csvFile,
  inventSchool,
  oneRoster11,
  oneRoster12,
  pupilList,
  schoolDataSync,
  zipped,
} from '../../test/rosters/making.ts';
import { zipOf, type ZipEntry } from '../../test/rosters/zipping.ts';
import { type GivenFile, type Mapping, readRoster, type Roster, suggestMapping } from './index.ts';

const today = '2026-11-22';
const school = inventSchool(50);

async function read(files: readonly GivenFile[], mapping?: Mapping): Promise<Roster> {
  const reading = await readRoster(files, { today, mapping });
  assert.equal(reading.kind, 'roster', JSON.stringify(reading));
  return (reading as Extract<typeof reading, { kind: 'roster' }>).roster;
}

async function refusal(files: readonly GivenFile[]): Promise<string> {
  const reading = await readRoster(files, { today });
  assert.equal(reading.kind, 'refused', JSON.stringify(reading).slice(0, 300));
  const { problems } = reading as Extract<typeof reading, { kind: 'refused' }>;
  return problems
    .map(({ file, row, column, cause }) => [file, row, column, cause].filter(Boolean).join(' | '))
    .join('\n');
}

/** Puts other text in the place of some of a file's. */
const edit = (files: readonly GivenFile[], name: string, change: (text: string) => string): GivenFile[] =>
  files.map((file) =>
    file.name === name ? { name, bytes: Buffer.from(change(Buffer.from(file.bytes).toString())) } : file,
  );

const formats = [
  ['oneroster-1.2', oneRoster12],
  ['oneroster-1.1', oneRoster11],
  ['sds-2.1', schoolDataSync],
] as const;

describe('reading a roster', () => {
  for (const [form, make] of formats) {
    it(`${form}: everybody is read with roles, groups and families`, async () => {
      const roster = await read([zipped(make(school))]);
      assert.equal(roster.form, form);
      assert.deepEqual([roster.quarantine, roster.remarks], [[], []]);
      assert.equal(roster.people.length, 50);
      const count = (role: string) => roster.people.filter((person) => person.roles.includes(role)).length;
      assert.deepEqual(['pupil', 'parent', 'teacher', 'teaching-assistant'].map(count), [25, 20, 3, 1]);
      const head = roster.people.find((person) => person.rosterId === 'staff-0');
      assert.deepEqual(head?.roles, [form === 'oneroster-1.1' ? 'office-staff' : 'headteacher']);
      const kinds = Map.groupBy(roster.groups, (group) => group.kind);
      assert.deepEqual(
        [kinds.get('class')?.length, kinds.get('year')?.length, kinds.get('department')?.length],
        [5, 7, 1],
      );
      assert.deepEqual(roster.guardianships[0], { parent: 'parent-0', child: 'pupil-0' });
      assert.equal(roster.guardianships.length, 20);
      assert.deepEqual(roster.memberships.filter((each) => each.part === 'lead').length, 5);
    });

    it(`${form}: files one by one, in any order, are the same as a zip`, async () => {
      const files = make(school);
      const whole = await read([zipped(files)]);
      const order = fc.shuffledSubarray(files, { minLength: files.length });
      await fc.assert(
        fc.asyncProperty(order, async (shuffled) => {
          const { people, groups, memberships, guardianships } = await read(shuffled);
          assert.deepEqual(
            { people, groups, memberships, guardianships },
            {
              people: whole.people,
              groups: whole.groups,
              memberships: whole.memberships,
              guardianships: whole.guardianships,
            },
          );
        }),
        { numRuns: 10 },
      );
    });

    it(`${form}: a day of birth is kept of pupils, and of nobody else`, async () => {
      const roster = await read(make(school));
      const born = roster.people.filter((person) => person.bornOn !== undefined);
      assert.deepEqual(
        born.map((person) => person.roles),
        school.pupils.map(() => ['pupil']),
      );
    });

    for (const file of ['users.csv', 'orgs.csv'])
      it(`${form}: without ${file} nothing is read`, async () => {
        const rest = make(school).filter(({ name }) => name !== file);
        assert.match(await refusal(rest), new RegExp(`${file}.*(missing|lists)`));
      });
  }

  it('headings of a standard are told apart by capital and small letters', async () => {
    const files = edit(oneRoster12(school), 'users.csv', (text) => text.replace('givenName', 'givenname'));
    assert.equal(
      await refusal(files),
      'users.csv | 1 | givenName | this heading is written otherwise; capital and small letters count',
    );
  });

  it('an export of changes alone is refused: it would make leavers of the rest', async () => {
    const files = edit(oneRoster12(school), 'manifest.csv', (text) =>
      text.replace('file.users,bulk', 'file.users,delta'),
    );
    assert.match(await refusal(files), /manifest\.csv \| these are changes alone/);
  });

  it('whoever is about to be deleted, or is not enabled, is not enabled', async () => {
    const files = edit(oneRoster12(school), 'users.csv', (text) =>
      text
        .replace('pupil-0,,,true', 'pupil-0,tobedeleted,,true')
        .replace('pupil-1,,,true', 'pupil-1,,,FALSE'),
    );
    const off = (await read(files)).people.filter((person) => !person.enabled);
    assert.deepEqual(
      off.map((person) => person.rosterId),
      ['pupil-0', 'pupil-1'],
    );
  });

  it('a role counts from its first day to its last', async () => {
    const days: readonly (readonly [string, string, boolean])[] = [
      ['2026-11-22', '2026-11-22', true],
      ['2026-11-23', '', false],
      ['', '2026-11-21', false],
      ['', '', true],
    ];
    for (const [begins, ends, counts] of days) {
      const files = edit(oneRoster12(school), 'roles.csv', (text) =>
        text.replace('pupil-0,primary,student,,', `pupil-0,primary,student,${begins},${ends}`),
      );
      const roster = await read(files);
      assert.equal(
        roster.people.some((person) => person.rosterId === 'pupil-0'),
        counts,
        `${begins} to ${ends}`,
      );
    }
  });

  it('a role that we have no word for is staff, with a remark', async () => {
    const roster = await read(
      edit(oneRoster12(school), 'roles.csv', (text) => text.replace('primary,aide', 'primary,counselor')),
    );
    assert.deepEqual(roster.people.find((person) => person.rosterId === 'staff-3')?.roles, ['staff']);
    assert.match(roster.remarks[0]?.text ?? '', /“counselor” is no role that we know \(1 times\)/);
  });
});

describe('a filled password column', () => {
  const secret = 'hunter2-never-shown';
  const places: readonly (readonly [string, readonly GivenFile[], string])[] = [
    [
      'OneRoster',
      edit(oneRoster12(school), 'users.csv', (text) =>
        text.replace(/(pupil-3,.*),,org-1/, `$1,${secret},org-1`),
      ),
      'users.csv | 5 | password',
    ],
    [
      'School Data Sync',
      edit(schoolDataSync(school), 'users.csv', (text) =>
        text.replace('Applethwaite0,,', `Applethwaite0,${secret},`),
      ),
      'users.csv | 2 | password',
    ],
    ...['Password', 'User Password', 'pwd', 'Initial-Password', 'PASSCODE'].map(
      (heading) =>
        [
          `a heading \`${heading}\``,
          [
            csvFile('own.csv', [
              ['Id', 'Forename', 'Surname', heading],
              ['1', 'A', 'B', ''],
              ['2', 'A', 'B', secret],
            ]),
          ],
          `own.csv | 3 | ${heading}`,
        ] as const,
    ),
  ];
  for (const [what, files, place] of places)
    it(`refuses everything, says where, and never what: ${what}`, async () => {
      const told = await refusal(files);
      assert.ok(told.startsWith(`${place} | a password stands in this file`), told);
      assert.ok(!told.includes(secret));
    });
});

describe('a row that cannot be taken is left out, with its place and cause', () => {
  const cases: readonly (readonly [string, string, string, RegExp])[] = [
    ['no id', 'pupil-2,,,true', ',,,true', /^users\.csv 4 sourcedId: this is empty/],
    ['no name', 'Cosmaline,Cloverhay2,', ',Cloverhay2,', /^users\.csv 4 givenName: this is empty/],
    [
      'not enabled nor disabled',
      'pupil-2,,,true',
      'pupil-2,,,yes',
      /^users\.csv 4 enabledUser: this must be true/,
    ],
    [
      'no e-mail address',
      'pupil2@school',
      'pupil2 at school',
      /^users\.csv 4 email: this is no e-mail address/,
    ],
    [
      'an id twice',
      'pupil-2,,,true',
      'pupil-1,,,true',
      /^users\.csv 4 sourcedId: the same id stands in row 3/,
    ],
    [
      'a NUL',
      'Cosmaline',
      'Cosm\u0000aline',
      /^users\.csv 4 givenName: the cell holds characters that are no text/,
    ],
    ['a bell', 'Cosmaline', 'Cosm\u0007aline', /^users\.csv 4 givenName: the cell holds characters/],
    ['a long name', 'Cosmaline', 'x'.repeat(101), /^users\.csv 4 givenName: a name is longer than 100/],
    [
      'a long cell',
      'Cosmaline',
      'x'.repeat(10_001),
      /^users\.csv 4 givenName: the cell is longer than 10,000/,
    ],
    [
      'too many cells',
      'pupil2@school.example,,,,3,,org-1',
      'a@b.example,,,,3,,org-1,x',
      /^users\.csv 4 column 18: the row has more cells/,
    ],
  ];
  for (const [what, from, to, expected] of cases)
    it(what, async () => {
      let isFirst = true;
      const files = edit(oneRoster12(school), 'users.csv', (text) =>
        text.replace(from, () => {
          isFirst = false;
          return to;
        }),
      );
      assert.equal(isFirst, false, 'the row that is made bad is there');
      const { quarantine, people } = await read(files);
      const [first] = quarantine;
      assert.match(`${first?.file} ${first?.row} ${first?.column}: ${first?.cause}`, expected);
      assert.equal(people.length, 49);
    });

  const others: readonly (readonly [string, string, string, string, string])[] = [
    [
      'roles.csv',
      'pupil-2,primary',
      'nobody,primary',
      'roles.csv 4 userSourcedId',
      'there is no such person in the files',
    ],
    [
      'roles.csv',
      'pupil-2,primary,student,',
      'pupil-2,primary,student,31 June',
      'roles.csv 4 beginDate',
      'this is no day; write 2026-09-01',
    ],
    [
      'enrollments.csv',
      'class-2,org-1,pupil-2',
      'class-99,org-1,pupil-2',
      'enrollments.csv 4 classSourcedId',
      'there is no such group in the files',
    ],
    [
      'enrollments.csv',
      'org-1,pupil-2',
      'org-1,nobody',
      'enrollments.csv 4 userSourcedId',
      'there is no such person in the files',
    ],
    [
      'demographics.csv',
      '2016-03-15',
      '2016-02-30',
      'demographics.csv 4 birthDate',
      'this is no day; write 2015-03-31 or 31/03/2015',
    ],
    [
      'demographics.csv',
      '2016-03-15',
      '2027-01-01',
      'demographics.csv 4 birthDate',
      'nobody here was born on this day',
    ],
    [
      'users.csv',
      'pupil-2,,',
      'nobody,,',
      'users.csv 29 agentSourcedIds',
      'there is no such person in the files',
    ],
  ];
  for (const [file, from, to, place, cause] of others)
    it(`${place}: ${cause}`, async () => {
      const change = (text: string) =>
        file === 'users.csv'
          ? text.replace(new RegExp(`(parent-2,.*),${from}`), `$1,${to}`)
          : text.replace(from, to);
      const { quarantine } = await read(edit(oneRoster12(school), file, change));
      const [first] = quarantine;
      assert.deepEqual([`${first?.file} ${first?.row} ${first?.column}`, first?.cause], [place, cause]);
    });

  it('it is said whose row it was, so that nobody leaves by a slip of the pen', async () => {
    const { quarantine } = await read(
      edit(oneRoster12(school), 'users.csv', (text) => text.replace('pupil2@school', 'pupil2 at school')),
    );
    assert.equal(quarantine[0]?.rosterId, 'pupil-2');
  });
});

describe('a school’s own sheet', () => {
  const suggested: readonly (readonly [string, readonly string[], Mapping['columns']])[] = [
    [
      'Arbor',
      [
        'Arbor Student ID',
        'Legal First Name',
        'Preferred First Name',
        'Legal Last Name',
        'Date of birth',
        'Year group',
        'Registration form',
      ],
      {
        rosterId: 'Arbor Student ID',
        givenName: 'Preferred First Name',
        familyName: 'Legal Last Name',
        bornOn: 'Date of birth',
        year: 'Year group',
        class: 'Registration form',
      },
    ],
    [
      'SIMS',
      ['Adno', 'UPN', 'Forename', 'Surname', 'DOB', 'Year', 'Reg'],
      {
        rosterId: 'Adno',
        givenName: 'Forename',
        familyName: 'Surname',
        bornOn: 'DOB',
        year: 'Year',
        class: 'Reg',
      },
    ],
    [
      'Bromcom',
      ['PersonID', 'PreferredFirstName', 'PreferredLastName', 'WorkEmail', 'JobTitle'],
      {
        rosterId: 'PersonID',
        givenName: 'PreferredFirstName',
        familyName: 'PreferredLastName',
        email: 'WorkEmail',
        role: 'JobTitle',
      },
    ],
    ['nothing known', ['Alpha', 'Beta'], {}],
  ];
  for (const [what, headings, columns] of suggested)
    it(`headings suggest what columns mean: ${what}`, () => {
      assert.deepEqual(suggestMapping(headings), { columns });
    });

  it('is not read before somebody says what its columns mean', async () => {
    const reading = await readRoster([pupilList(school)], { today });
    assert.equal(reading.kind, 'unmapped');
  });

  it('is read by its mapping, days as the British write them', async () => {
    const mapping = { ...suggestMapping(['Adno', 'Legal Surname', 'Forename', 'DOB']), everybody: 'pupil' };
    const roster = await read([pupilList(school)], mapping);
    assert.deepEqual(roster.people[0], {
      rosterId: 'pupil:pupil-0',
      givenName: 'Ambertine',
      familyName: 'Applethwaite0',
      enabled: true,
      bornOn: '2014-01-15',
      roles: ['pupil'],
    });
    assert.deepEqual([roster.covers, roster.tellsFamilies], [['pupil'], false]);
  });

  const texts: readonly (readonly [string, Uint8Array, string, RegExp | undefined])[] = [
    ['a byte order mark', Buffer.from('\ufeffId,Forename,Surname\n1,Zoë,B'), 'Zoë', undefined],
    ['Windows-1252', Buffer.from('Id,Forename,Surname\n1,Zo\xeb,B', 'latin1'), 'Zoë', /Windows-1252/],
    ['UTF-16', Buffer.from('\ufeffId\tForename\tSurname\n1\tZoë\tB', 'utf16le'), 'Zoë', /UTF-16/],
    ['semicolons', Buffer.from('Id;Forename;Surname\n1;Zoë;B'), 'Zoë', undefined],
    [
      'a formula',
      Buffer.from('Id,Forename,Surname\n1,"=cmd|\'/c calc\'!A1",B'),
      "=cmd|'/c calc'!A1",
      undefined,
    ],
    ['a line break in a name', Buffer.from('Id,Forename,Surname\n1,"Zoë\r\nLee",B'), 'Zoë Lee', undefined],
    ['blank rows', Buffer.from('Id,Forename,Surname\n\n,,\n1,Zoë,B\n\n'), 'Zoë', undefined],
    [
      'an object’s own words',
      Buffer.from('Id,Forename,Surname,__proto__,constructor\n1,Zoë,B,x,y'),
      'Zoë',
      undefined,
    ],
  ];
  for (const [what, bytes, given, remark] of texts)
    it(`is text, whatever it holds: ${what}`, async () => {
      const mapping = {
        columns: { rosterId: 'Id', givenName: 'Forename', familyName: 'Surname' },
        everybody: 'pupil',
      };
      const roster = await read([{ name: 'own.csv', bytes }], mapping);
      assert.equal(roster.people[0]?.givenName, given);
      if (remark) assert.match(roster.remarks[0]?.text ?? '', remark);
      else assert.deepEqual(roster.remarks, []);
    });
});

describe('a hostile file', () => {
  const users = Buffer.from('sourcedId\n1');
  const many = Array.from({ length: 51 }, (_, index): ZipEntry => ({ name: `${index}.csv`, bytes: users }));
  const zips: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['a bomb', zipOf([{ name: 'users.csv', bytes: Buffer.alloc(30_000_000, 'a') }]), /grows far too much/],
    [
      'a claim beyond 64 MB',
      zipOf([{ name: 'users.csv', bytes: users, claims: 65 * 1024 * 1024 }]),
      /more than 64 MB/,
    ],
    [
      'claims beyond 200 MB together',
      zipOf(many.slice(0, 5).map((entry) => ({ ...entry, claims: 60 * 1024 * 1024 }))),
      /more than 200 MB/,
    ],
    [
      'a claim that is too small',
      zipOf([{ name: 'users.csv', bytes: Buffer.from('a'.repeat(500)), claims: 20 }]),
      /broken/,
    ],
    ['many files', zipOf(many), /51 files, and 50 are the most/],
    ['a way out', zipOf([{ name: '../users.csv', bytes: users }]), /lead outside/],
    ['a way out, windows', zipOf([{ name: '..\\users.csv', bytes: users }]), /lead outside/],
    ['a place of the machine', zipOf([{ name: '/etc/users.csv', bytes: users }]), /lead outside/],
    ['a drive', zipOf([{ name: 'C:/users.csv', bytes: users }]), /lead outside/],
    ['a folder', zipOf([{ name: 'export/users.csv', bytes: users }]), /holds folders/],
    ['a link', zipOf([{ name: 'users.csv', bytes: users, mode: 0o120777 }]), /a link instead of a file/],
    [
      'one name twice',
      zipOf([
        { name: 'users.csv', bytes: users },
        { name: 'USERS.csv', bytes: users },
      ]),
      /two files of one name/,
    ],
    ['nothing', zipOf([]), /no CSV file/],
    ['no CSV', zipOf([{ name: 'read me.txt', bytes: users }]), /no CSV file/],
    ['half a zip', zipOf([{ name: 'users.csv', bytes: users }]).subarray(0, 60), /broken/],
  ];
  for (const [what, bytes, cause] of zips)
    it(`is refused in plain words: a zip with ${what}`, async () => {
      assert.match(await refusal([{ name: 'roster.zip', bytes }]), cause);
    });

  const sheets: readonly (readonly [string, string, RegExp])[] = [
    ['no bytes', '', /no headings/],
    ['an open quotation mark', 'Id,Name\n1,"x', /2 \| a quotation mark opens a cell and none closes it/],
    ['a stray quotation mark', 'Id,Name\n1,x\n2,"x"y"', /3 \| a quotation mark stands in the middle/],
    ['100,000 columns', 'x,'.repeat(100_000), /more than 200 columns/],
    ['100,000 columns in a row', `Id,Name\n${'x,'.repeat(100_000)}`, /more than 200 columns/],
    ['more than 100,000 rows', `Id,Name\n${'1,x\n'.repeat(100_001)}`, /more than 100,000 rows/],
    ['an endless row', `Id,Name\n1,${'x'.repeat(1_100_000)}`, /longer than a million characters/],
    ['a heading twice', 'Id,Name,Id\n1,x,2', /1 \| Id \| this heading stands twice/],
    ['a program', 'MZ\u0000\u0001\u0002,x\n1,2', /does not begin with headings/],
  ];
  for (const [what, text, cause] of sheets)
    it(`is refused in plain words: a sheet with ${what}`, async () => {
      assert.match(await refusal([{ name: 'own.csv', bytes: Buffer.from(text) }]), cause);
    });

  it('never makes reading throw', async () => {
    const names = fc.constantFrom('users.csv', 'roles.csv', 'orgs.csv', 'own.csv', 'manifest.csv', 'x.zip');
    const files = fc.array(
      fc.record({
        name: names,
        bytes: fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.string().map((text) => Buffer.from(text)),
        ),
      }),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(files, async (given) => {
        const { kind } = await readRoster(given, { today });
        assert.ok(['roster', 'unmapped', 'refused'].includes(kind));
      }),
      { numRuns: 300 },
    );
  });

  it('of which single bytes are changed never makes reading throw', async () => {
    const { bytes } = zipped(oneRoster12(inventSchool(10)));
    const flips = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(flips, async (changes) => {
        const changed = Uint8Array.from(bytes);
        for (const [place, value] of changes) changed[place] = value;
        const { kind } = await readRoster([{ name: 'roster.zip', bytes: changed }], { today });
        assert.ok(['roster', 'unmapped', 'refused'].includes(kind));
      }),
      { numRuns: 200 },
    );
  });
});
