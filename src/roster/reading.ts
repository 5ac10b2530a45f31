import { createHash } from 'node:crypto';
import { faultsOfColumns, type Mapping, readColumns } from './columns.ts';
import { Files } from './files.ts';
import { Gathering } from './gathering.ts';
import { limits } from './limits.ts';
import { faultsOfOneRoster, readOneRoster, type Told } from './one-roster.ts';
import type { GivenFile, PersonKind, Problem, Roster, RosterForm } from './roster.ts';
import { readSheet, type Sheet } from './sheet.ts';
import { faultsOfSchoolDataSync, readSchoolDataSync } from './school-data-sync.ts';
import { isZip, unpack } from './unpacking.ts';

/** What became of files that were handed in. */
export type Reading =
  | { readonly kind: 'roster'; readonly roster: Roster }
  /** A school's own sheet, and nobody has said what its columns mean. */
  | { readonly kind: 'unmapped'; readonly file: string; readonly headings: readonly string[] }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

export interface ReadingOptions {
  /** YYYY-MM-DD: whose role began and has not ended is in it. */
  readonly today: string;
  /** What the columns of a school's own sheet mean. */
  readonly mapping?: Mapping | undefined;
}

const refused = (...problems: readonly Problem[]): Reading => ({ kind: 'refused', problems });

/**
 * Reads a roster: OneRoster 1.2 or 1.1 and School Data Sync 2.1 as a zip or as the files themselves, or any one CSV file
 * with a mapping of its columns. Nothing that is in the files makes it throw.
 */
export async function readRoster(
  given: readonly GivenFile[],
  { today, mapping }: ReadingOptions,
): Promise<Reading> {
  const opened = await openAll(given);
  if ('problem' in opened) return refused(opened.problem);
  const sheets: Sheet[] = [];
  for (const file of opened.files) {
    const read = readSheet(file);
    if ('problem' in read) return refused(read.problem);
    sheets.push(read.sheet);
  }
  const from = { given, sheets, today, mapping };
  const [sheet] = sheets;
  if (!sheet) return refused({ file: nameOf(given), cause: 'there is no CSV file in it' });
  if (sheets.length === 1 && !isPartOfFormat(sheet)) return readOwn(sheet, from);
  return readFormat(from);
}

interface From {
  readonly given: readonly GivenFile[];
  readonly sheets: readonly Sheet[];
  readonly today: string;
  readonly mapping: Mapping | undefined;
}

async function openAll(
  given: readonly GivenFile[],
): Promise<{ readonly files: readonly GivenFile[] } | { readonly problem: Problem }> {
  if (given.length > limits.zipEntries) return { problem: { file: nameOf(given), cause: 'too many files' } };
  const files: GivenFile[] = [];
  for (const file of given) {
    const unpacked = isZip(file.bytes) ? await unpack(file) : { files: [file] };
    if ('problem' in unpacked) return unpacked;
    files.push(...unpacked.files);
  }
  const names = files.map((file) => file.name.toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return { problem: { file: twice, cause: 'two files have this name' } };
  return { files: files.toSorted((one, other) => (one.name < other.name ? -1 : 1)) };
}

/** The name of one file, or of several in a row. */
const nameOf = (given: readonly GivenFile[]): string =>
  given
    .map((file) => file.name)
    .join(', ')
    .slice(0, 200) || 'no file';

/** The same for the same files, in whichever order they were handed in. */
function hashOf(given: readonly GivenFile[]): string {
  const hashes = given.map(
    ({ name, bytes }) => `${createHash('sha256').update(bytes).digest('hex')} ${name}`,
  );
  const [only] = given;
  if (given.length === 1 && only) return createHash('sha256').update(only.bytes).digest('hex');
  return createHash('sha256').update(hashes.toSorted().join('\n')).digest('hex');
}

const isPartOfFormat = (sheet: Sheet): boolean =>
  ['sourcedId', 'userSourcedId', 'propertyName'].some((heading) => sheet.headings.includes(heading));

function readOwn(sheet: Sheet, from: From): Reading {
  const { mapping, today } = from;
  if (!mapping) return { kind: 'unmapped', file: sheet.file, headings: sheet.headings };
  const faults = faultsOfColumns(sheet, mapping);
  if (faults.length > 0) return refused(...faults);
  const gathering = new Gathering();
  const told = readColumns({ sheet, gathering, today }, mapping);
  return finish('columns', from, gathering, told);
}

const everybody: readonly PersonKind[] = ['pupil', 'parent', 'staff'];

function readFormat(from: From): Reading {
  const manifest = manifestOf(from.sheets);
  const files = new Files(from.sheets, manifest.absent);
  const problem = faultOfManifest(manifest, files);
  if (problem) return refused(problem);
  const gathering = new Gathering();
  const reading = { files, gathering, today: from.today };
  const form = formOf(manifest, files);
  if (form === 'sds-2.1') {
    const faults = faultsOfSchoolDataSync(files);
    if (faults.length > 0) return refused(...faults);
    return finish(form, from, gathering, { ...readSchoolDataSync(reading), covers: everybody });
  }
  const version = form === 'oneroster-1.1' ? '1.1' : '1.2';
  const faults = faultsOfOneRoster(files, version);
  if (faults.length > 0) return refused(...faults);
  return finish(`oneroster-${version}`, from, gathering, {
    ...readOneRoster(reading, version),
    covers: everybody,
  });
}

interface Manifest {
  readonly version: string | undefined;
  readonly absent: ReadonlySet<string>;
  readonly bulk: ReadonlySet<string>;
  readonly delta: ReadonlySet<string>;
}

/** What `manifest.csv` says of the other files. */
function manifestOf(sheets: readonly Sheet[]): Manifest {
  const sheet = sheets.find((each) => each.file.toLowerCase() === 'manifest.csv');
  const values = new Map(
    (sheet?.rows ?? []).map((row) => [row.cell('propertyName'), row.cell('value').toLowerCase()]),
  );
  const filesThatAre = (state: string) =>
    new Set([...values].flatMap(([name, value]) => (value === state ? [name.replace(/^file\./, '')] : [])));
  return {
    version: values.get('oneroster.version'),
    absent: filesThatAre('absent'),
    bulk: filesThatAre('bulk'),
    delta: filesThatAre('delta'),
  };
}

const read = ['users', 'roles', 'orgs', 'classes', 'enrollments', 'demographics'];

function faultOfManifest({ version, bulk, delta }: Manifest, files: Files): Problem | undefined {
  const file = 'manifest.csv';
  if (version !== undefined && !/^1\.[12](?:\.\d+)?$/.test(version))
    return { file, cause: 'this is a version of OneRoster that we do not read; 1.2 and 1.1 are read' };
  if (read.some((name) => delta.has(name)))
    return {
      file,
      cause:
        'these are changes alone; export everything (“bulk”), so that whoever is missing is known to be gone',
    };
  const lost = read.find((name) => bulk.has(name) && !files.sheet(name));
  return lost === undefined
    ? undefined
    : { file: `${lost}.csv`, cause: 'the manifest lists this file, and it is missing' };
}

/** Which format it is: what the manifest says, else what only one of them has. */
function formOf({ version }: Manifest, files: Files): RosterForm {
  if (version !== undefined) return version.startsWith('1.1') ? 'oneroster-1.1' : 'oneroster-1.2';
  if (files.has('users', 'enabledUser', 'role')) return 'oneroster-1.1';
  return files.has('users', 'enabledUser') || files.has('roles', 'sourcedId') ? 'oneroster-1.2' : 'sds-2.1';
}

function finish(
  form: RosterForm,
  { given, sheets }: From,
  gathering: Gathering,
  told: Told & { readonly covers: readonly PersonKind[] },
): Reading {
  const { remarks, ...gathered } = gathering.finish();
  const file = nameOf(given);
  if (gathered.people.length === 0 && gathered.quarantine.length === 0)
    return refused({ file, cause: 'there is nobody in it' });
  return {
    kind: 'roster',
    roster: {
      form,
      fileName: file,
      fileHash: hashOf(given),
      ...gathered,
      covers: told.covers,
      tellsGroups: told.groups,
      tellsFamilies: told.families,
      remarks: [...sheets.flatMap((sheet) => sheet.remarks), ...remarks],
    },
  };
}
