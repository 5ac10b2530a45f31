import type { FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../../../kernel/index.ts';
import {
  applyRoster,
  differenceOf,
  faultsOfMapping,
  type Field,
  fields,
  type GivenFile,
  headingsHash,
  listImports,
  type Mapping,
  readMapping,
  readPresent,
  readRoster,
  saveMapping,
  suggestMapping,
  undoImport,
} from '../../../roster/index.ts';
import { type InSchool, type Routes, sendPage, type Site } from '../../site.ts';
import { type Acting, actingIn, idIn, notHere } from '../people/acting.ts';
import { type Filled, filledIn, type Mistakes, noMistakes } from '../people/filling.ts';
import { imports } from './addresses.ts';
import { columnsPage } from './columns-page.ts';
import { differencePage } from './difference-page.ts';
import { listPage, undoingPage } from './list-page.ts';
import { progressPage } from './progress-page.ts';
import { type SendingNote, sendingPage } from './sending-page.ts';
import { type Kept, Tray } from './tray.ts';

const looking = { config: { power: 'roster.import' } } as const;
const sending = { config: { power: 'roster.import', body: 'files' } } as const;
/** What an import does reaches everybody: whoever does it proves again who is there. */
const grave = { config: { power: 'roster.import', proof: 'recent' } } as const;

interface OfOne extends InSchool {
  readonly Params: { readonly school: string; readonly id: string };
}

/** `/schools/:school/people/imports`: rosters sent, looked at, applied and undone. */
export const rosterPages: Routes = (app, site) => {
  const desk: Desk = { site, tray: new Tray(site.clock) };

  app.get<InSchool>('/schools/:school/people/imports', looking, async (request, reply) => {
    const acting = actingIn(site, request);
    return sendPage(reply, listPage(acting, await listImports(site.store.db, acting.school.key)));
  });

  app.get<InSchool & { Querystring: { readonly gone?: string } }>(
    '/schools/:school/people/imports/new',
    looking,
    (request, reply) =>
      sendPage(reply, sendingPage(actingIn(site, request), { isGone: request.query.gone === '1' })),
  );

  app.post<InSchool>('/schools/:school/people/imports/new', sending, (request, reply) =>
    receive(desk, request, reply),
  );

  const reading = '/schools/:school/people/imports/reading/:id';
  app.get<OfOne>(`${reading}/columns`, looking, (request, reply) => askColumns(desk, request, reply));
  app.post<OfOne>(`${reading}/columns`, looking, (request, reply) => takeColumns(desk, request, reply));
  app.get<OfOne>(reading, grave, (request, reply) => showDifference(desk, request, reply));
  app.post<OfOne>(`${reading}/decisions`, looking, (request, reply) => takeDecisions(desk, request, reply));
  app.post<OfOne>(`${reading}/application`, grave, (request, reply) => apply(desk, request, reply));
  app.get<OfOne>(`${reading}/application`, looking, (request, reply) => showProgress(desk, request, reply));

  const undoing = '/schools/:school/people/imports/:id/undoing';
  app.get<OfOne>(undoing, grave, async (request, reply) => {
    const acting = actingIn(site, request);
    return sendPage(reply, undoingPage(acting, await importIn(site, acting, request.params.id)));
  });
  app.post<OfOne>(undoing, grave, async (request, reply) => {
    const acting = actingIn(site, request);
    const row = await importIn(site, acting, request.params.id);
    const { school, viewer } = acting;
    const undone = await undoImport(site.store, site.clock, school.key, viewer.personId, row.id);
    if (undone.kind === 'undone') return reply.redirect(imports.list(school.key), 303);
    return sendPage(reply.code(409), undoingPage(acting, row, undone.changed));
  });
};

/** What the steps share. */
interface Desk {
  readonly site: Site;
  readonly tray: Tray;
}

async function importIn(site: Site, { school }: Acting, id: string) {
  const row = (await listImports(site.store.db, school.key)).find((each) => each.id === idIn(id));
  if (!row || row.undoneAt) throw notHere();
  return row;
}

/** Reads what was sent, keeps it, and shows what comes next. */
async function receive(desk: Desk, request: FastifyRequest<InSchool>, reply: FastifyReply) {
  const acting = actingIn(desk.site, request);
  const refuse = (note: SendingNote) => sendPage(reply.code(422), sendingPage(acting, note));
  const given = await filesIn(request);
  if (given === 'too large') return refuse({ mistake: 'The file is larger than 20 MB' });
  if (given.length === 0) return refuse({ mistake: 'Select a file' });
  const read = await readRoster(given, { today: acting.day });
  if (read.kind === 'refused') return refuse({ problems: read.problems });
  const what =
    read.kind === 'roster' ? { roster: read.roster } : { sheet: { given, headings: read.headings } };
  const kept = desk.tray.keep(acting.school.key, acting.viewer.personId, what);
  if (!kept)
    return refuse({ mistake: 'Several rosters are being applied just now. Send it again in a minute' });
  const next = read.kind === 'roster' ? imports.reading : imports.columns;
  return reply.redirect(next(acting.school.key, kept.id), 303);
}

/** SDS has seven files, and a school may send all that its system exports. */
const MOST_FILES = 25;

async function filesIn(request: FastifyRequest): Promise<GivenFile[] | 'too large'> {
  const given: GivenFile[] = [];
  try {
    for await (const part of request.files({ limits: { files: MOST_FILES } })) {
      const bytes = await part.toBuffer();
      if (part.filename) given.push({ name: part.filename.slice(0, 200), bytes });
    }
  } catch (error) {
    if ((error as { code?: unknown }).code === 'FST_REQ_FILE_TOO_LARGE') return 'too large';
    throw error;
  }
  return given;
}

type Found = { readonly acting: Acting; readonly kept: Kept };

/** What somebody sent before; where it is gone the form says so. */
function find(desk: Desk, request: FastifyRequest<OfOne>, reply: FastifyReply): Found | undefined {
  const acting = actingIn(desk.site, request);
  const kept = desk.tray.find(acting.school.key, acting.viewer.personId, request.params.id);
  if (!kept) reply.redirect(`${imports.sending(acting.school.key)}?gone=1`, 303);
  return kept && { acting, kept };
}

async function askColumns(desk: Desk, request: FastifyRequest<OfOne>, reply: FastifyReply) {
  const found = find(desk, request, reply);
  if (!found) return reply;
  const { acting, kept } = found;
  if (!kept.sheet) return reply.redirect(imports.reading(acting.school.key, kept.id), 303);
  const { headings } = kept.sheet;
  const known = await readMapping(desk.site.store.db, acting.school.key, headingsHash(headings));
  const isRemembered = known !== undefined && faultsOfMapping(known, headings).size === 0;
  const mapping = isRemembered ? known : suggestMapping(headings);
  return sendPage(
    reply,
    columnsPage(acting, { id: kept.id, headings, mapping, isRemembered, mistakes: noMistakes }),
  );
}

async function takeColumns(desk: Desk, request: FastifyRequest<OfOne>, reply: FastifyReply) {
  const found = find(desk, request, reply);
  if (!found) return reply;
  const { acting, kept } = found;
  if (!kept.sheet) return reply.redirect(imports.reading(acting.school.key, kept.id), 303);
  const { headings, given } = kept.sheet;
  const mapping = mappingIn(filledIn(request.body));
  const mistakes = faultsOfMapping(mapping, headings);
  if (mistakes.size > 0)
    return sendPage(
      reply.code(422),
      columnsPage(acting, { id: kept.id, headings, mapping, isRemembered: false, mistakes }),
    );
  const read = await readRoster(given, { today: acting.day, mapping });
  if (read.kind !== 'roster')
    return sendPage(
      reply.code(422),
      sendingPage(acting, read.kind === 'refused' ? { problems: read.problems } : {}),
    );
  const hash = headingsHash(headings);
  await saveMapping(desk.site.store.db, acting.school.key, hash, mapping, desk.site.clock.now());
  kept.roster = read.roster;
  return reply.redirect(imports.reading(acting.school.key, kept.id), 303);
}

function mappingIn(filled: Filled): Mapping {
  const columns: Partial<Record<Field, string>> = {};
  for (const field of fields) if (filled.has(field)) columns[field] = filled.text(field);
  return { columns, ...(filled.has('everybody') && { everybody: filled.text('everybody') }) };
}

async function showDifference(desk: Desk, request: FastifyRequest<OfOne>, reply: FastifyReply) {
  const found = find(desk, request, reply);
  return found ? sendDifference(desk, found, reply) : reply;
}

async function sendDifference(
  desk: Desk,
  { acting, kept }: Found,
  reply: FastifyReply,
  mistakes: Mistakes = noMistakes,
) {
  const { roster } = kept;
  if (!roster) {
    const next = kept.sheet ? imports.columns : imports.application;
    return reply.redirect(next(acting.school.key, kept.id), 303);
  }
  const present = await readPresent(desk.site.store.db, acting.school.key, acting.day);
  const difference = differenceOf(roster, present, kept.decisions);
  kept.shown = difference;
  return sendPage(reply, differencePage(acting, { id: kept.id, roster, difference, mistakes }));
}

/** Takes what the office says of the people who were asked about, in the order in which they were shown. */
async function takeDecisions(desk: Desk, request: FastifyRequest<OfOne>, reply: FastifyReply) {
  const found = find(desk, request, reply);
  if (!found) return reply;
  const { acting, kept } = found;
  const filled = filledIn(request.body);
  const mistakes = new Map<string, string>();
  const same = new Map(kept.decisions.same);
  const another = new Set(kept.decisions.another);
  const reopened = new Set(kept.decisions.reopened);
  for (const [index, { person, maybe }] of (kept.shown?.questions ?? []).entries()) {
    const said = filled.text(`same-${index}`);
    if (said === 'same') same.set(person.rosterId, maybe.id);
    else if (said === 'another') another.add(person.rosterId);
    else mistakes.set(`same-${index}`, 'Select whether it is the same person');
  }
  for (const index of filled.all('reopen')) {
    const person = kept.shown?.shut[Number(index)];
    if (person) reopened.add(person.rosterId);
  }
  if (mistakes.size > 0) return sendDifference(desk, found, reply.code(422), mistakes);
  kept.decisions = { same, another, reopened };
  return reply.redirect(imports.reading(acting.school.key, kept.id), 303);
}

async function apply(desk: Desk, request: FastifyRequest<OfOne>, reply: FastifyReply) {
  const found = find(desk, request, reply);
  if (!found) return reply;
  const { acting, kept } = found;
  const { shown, roster, applying } = kept;
  if (!shown || !roster || shown.questions.length > 0)
    return reply.redirect(imports.reading(acting.school.key, kept.id), 303);
  const isMeant = filledIn(request.body).has('mass');
  if (shown.isMassLeaving && !isMeant)
    return sendDifference(
      desk,
      found,
      reply.code(422),
      new Map([['mass', 'Tick that the file is whole, or send a whole one']]),
    );
  if (!applying || applying.outcome !== undefined) start(desk.site, found, isMeant, request);
  return reply.redirect(imports.application(acting.school.key, kept.id), 303);
}

/** Begins to write. Nobody waits for it but the page that tells how far it is. */
function start(
  site: Site,
  { acting, kept }: Found,
  massLeavingIsMeant: boolean,
  request: FastifyRequest,
): void {
  const { roster, shown, decisions } = kept;
  if (!roster || !shown) return;
  const applying: NonNullable<Kept['applying']> = { progress: { done: 0, total: 0 } };
  kept.applying = applying;
  const { school, viewer } = acting;
  const onProgress = (progress: typeof applying.progress) => {
    applying.progress = progress;
  };
  applyRoster(site.store, site.clock, school.key, viewer.personId, roster, shown, {
    decisions,
    massLeavingIsMeant,
    onProgress,
  }).then(
    (applied) => {
      applying.outcome = { applied };
      delete kept.roster;
      delete kept.sheet;
      delete kept.shown;
    },
    (error: unknown) => {
      const told = error instanceof Fault ? error : undefined;
      applying.outcome = { failed: told?.message ?? 'something failed on our side', help: told?.help };
      if (!told) request.log.error({ code: (error as { code?: unknown }).code }, 'roster import failed');
    },
  );
}

async function showProgress(desk: Desk, request: FastifyRequest<OfOne>, reply: FastifyReply) {
  const found = find(desk, request, reply);
  if (!found) return reply;
  const { acting, kept } = found;
  if (!kept.applying) return reply.redirect(imports.reading(acting.school.key, kept.id), 303);
  if (!kept.applying.outcome) reply.header('refresh', '1');
  return sendPage(reply, progressPage(acting, kept.id, kept.applying));
}
