import type { FastifyReply, FastifyRequest } from 'fastify';
import { listPeople, nameOf } from '../../../people/index.ts';
import {
  applyImport,
  type Columns,
  faultsOfColumns,
  type ImportPlan,
  type Kind,
  listItems,
  planImport,
  type Present,
  type SheetRead,
  suggestColumns,
} from '../../../registers/index.ts';
import { type Query, textIn } from '../../querying.ts';
import { type Routes, type Site, sendPage } from '../../site.ts';
import { type Filled, filledIn, noMistakes } from '../people/filling.ts';
import { registers } from './addresses.ts';
import { columnsPage, fingerprintOf, planPage, sendingPage } from './importing-page.ts';
import { changing, type Desk, kindIn, type Looking, lookingAt, type OfKind } from './looking.ts';
import { type Kept, openTray, type Tray } from './tray.ts';

/** Reads a file as CSV with headings, or says why not. */
export type ReadCsv = (file: {
  readonly name: string;
  readonly bytes: Uint8Array;
}) => { readonly sheet: SheetRead } | { readonly problem: { readonly row?: number; readonly cause: string } };

interface OfSheet {
  readonly Params: OfKind['Params'] & { readonly sheet: string };
}

/** What the routes of this file share. */
interface Importing extends Desk {
  readonly readCsv: ReadCsv;
  readonly tray: Tray;
}

const withFile = { config: { ...changing.config, body: 'files' } } as const;

/** `/registers/:kind/import`: a sheet is sent, its columns are named, what would change is shown, and then it is done. */
export const importPages =
  (readCsv: ReadCsv) =>
  (desk: Desk): Routes =>
  (app, site) => {
    const importing: Importing = { ...desk, readCsv, tray: openTray(site.clock) };
    const base = '/schools/:school/registers/:kind/import';

    app.get<OfKind & { Querystring: Query }>(base, changing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.change');
      const isGone = textIn(request.query, 'gone') !== undefined;
      return sendPage(reply, sendingPage(looking, kind, { isGone }));
    });
    app.post<OfKind>(base, withFile, (request, reply) => takeFile(importing, request, reply));
    app.get<OfSheet>(`${base}/:sheet`, changing, async (request, reply) => {
      const found = await find(importing, request, reply);
      if (!found) return reply;
      const { looking, kind, kept } = found;
      const columns = suggestColumns(kind, kept.sheet.headings);
      return sendPage(reply, columnsPage(looking, kind, { kept, columns, mistakes: noMistakes }));
    });
    app.post<OfSheet>(`${base}/:sheet`, changing, (request, reply) => takeColumns(importing, request, reply));
    app.post<OfSheet>(`${base}/:sheet/application`, changing, (request, reply) =>
      takeOver(importing, request, reply),
    );
  };

async function takeFile(importing: Importing, request: FastifyRequest<OfKind>, reply: FastifyReply) {
  const looking = await lookingAt(importing, request);
  const kind = kindIn(looking, request.params.kind, 'registers.change');
  const given = await readPart(request);
  if (given === undefined)
    return sendPage(reply.code(422), sendingPage(looking, kind, { mistake: 'Choose a file' }));
  const read = importing.readCsv(given);
  if ('problem' in read) {
    const { row, cause } = read.problem;
    const mistake = `Nothing was read: ${row === undefined ? '' : `row ${row}, `}${cause}`;
    return sendPage(reply.code(422), sendingPage(looking, kind, { mistake }));
  }
  const { school, viewer } = looking;
  const kept = importing.tray.keep({
    school: school.key,
    personId: viewer.personId,
    kind: kind.id,
    sheet: read.sheet,
  });
  return reply.redirect(registers.imported(school.key, kind.id, kept.id), 303);
}

/** The file of the form; nothing where none was chosen. */
async function readPart(request: FastifyRequest) {
  let given: { readonly name: string; readonly bytes: Uint8Array } | undefined;
  for await (const part of request.files({ limits: { files: 1 } })) {
    const bytes = await part.toBuffer();
    if (part.filename) given = { name: part.filename.slice(0, 200), bytes };
  }
  return given;
}

interface Found {
  readonly looking: Looking;
  readonly kind: Kind;
  readonly kept: Kept;
}

/** What somebody sent before; where it is gone the form says so. */
async function find(
  importing: Importing,
  request: FastifyRequest<OfSheet>,
  reply: FastifyReply,
): Promise<Found | undefined> {
  const looking = await lookingAt(importing, request);
  const kind = kindIn(looking, request.params.kind, 'registers.change');
  const { school, viewer } = looking;
  const kept = importing.tray.find(school.key, viewer.personId, kind.id, request.params.sheet);
  if (!kept) reply.redirect(`${registers.importing(school.key, kind.id)}?gone=1`, 303);
  return kept && { looking, kind, kept };
}

async function takeColumns(importing: Importing, request: FastifyRequest<OfSheet>, reply: FastifyReply) {
  const found = await find(importing, request, reply);
  if (!found) return reply;
  const { looking, kind, kept } = found;
  const columns = columnsIn(kind, filledIn(request.body));
  const mistakes = faultsOfColumns(kind, columns, kept.sheet.headings);
  if (mistakes.size > 0)
    return sendPage(reply.code(422), columnsPage(looking, kind, { kept, columns, mistakes }));
  const plan = await planFor(importing.site, found, columns);
  return sendPage(reply, planPage(looking, kind, { kept, columns, plan }));
}

/** Does it, with what is at the school now. What changed meanwhile is shown again before anything is done. */
async function takeOver(importing: Importing, request: FastifyRequest<OfSheet>, reply: FastifyReply) {
  const found = await find(importing, request, reply);
  if (!found) return reply;
  const { looking, kind, kept } = found;
  const filled = filledIn(request.body);
  const columns = columnsIn(kind, filled);
  const mistakes = faultsOfColumns(kind, columns, kept.sheet.headings);
  if (mistakes.size > 0)
    return sendPage(reply.code(422), columnsPage(looking, kind, { kept, columns, mistakes }));
  const plan = await planFor(importing.site, found, columns);
  if (filled.text('shown') !== fingerprintOf(plan))
    return sendPage(reply.code(409), planPage(looking, kind, { kept, columns, plan, isOther: true }));
  await importing.site.store.transaction((tx) => applyImport(tx, looking.act, kind, plan));
  importing.tray.drop(kept.id);
  return reply.redirect(`${registers.kind(looking.school.key, kind.id)}?done=imported`, 303);
}

function columnsIn(kind: Kind, filled: Filled): Columns {
  const heading = (name: string) => filled.text(name) || undefined;
  return {
    name: heading('name'),
    tag: heading('tag'),
    place: heading('place'),
    holder: heading('holder'),
    fields: Object.fromEntries(kind.fields.map(({ id }) => [id, heading(`field-${id}`)])),
  };
}

/** More than any school has. */
const ALL = 100_000;

async function planFor(site: Site, { looking, kind, kept }: Found, columns: Columns): Promise<ImportPlan> {
  return planImport(kind, kept.sheet, columns, await presentAt(site, looking, kind));
}

async function presentAt({ store }: Site, { school, day }: Looking, kind: Kind): Promise<Present> {
  const [{ items }, { people }] = await Promise.all([
    listItems(store.db, school.key, { kinds: [kind.id], retired: true }, ALL, 0),
    listPeople(store.db, school.key, { day }, ALL, 0),
  ]);
  const byName = new Map<string, string[]>();
  for (const person of people) {
    const full = nameOf(person).toLowerCase();
    const turned = `${person.familyName}, ${person.givenName}`.toLowerCase();
    for (const word of new Set([full, turned, ...(person.email === undefined ? [] : [person.email])]))
      byName.set(word, [...(byName.get(word) ?? []), person.id]);
  }
  return { items, people: byName };
}
