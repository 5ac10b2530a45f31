import type { FastifyRequest } from 'fastify';
import { scanOf, signOnPaper, type StatusRow, statusOf } from '../../../agreements/index.ts';
import { Fault } from '../../../kernel/index.ts';
import { type Query, textIn } from '../../querying.ts';
import { address, type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, idIn, notHere } from '../people/acting.ts';
import { type Filled, filledIn, type Mistakes, noMistakes, prefilled, wrongDay } from '../people/filling.ts';
import { paperPage } from './paper-page.ts';

interface Asked extends InSchool {
  readonly Querystring: Query;
}
interface OfSignature {
  readonly Params: InSchool['Params'] & { readonly signature: string };
}

/** A file as it was sent. */
interface Scan {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly isTooLarge: boolean;
}

/** `/schools/:school/signing/paper`: a form that was signed on paper, with its scan. */
export const paperPages: Routes = (app, site) => {
  app.get<Asked>(
    '/schools/:school/signing/paper',
    { config: { power: 'agreements.chase' } },
    async (request, reply) => {
      const acting = actingIn(site, request);
      const { query } = request;
      const chosen = prefilled({
        person: textIn(query, 'person'),
        form: textIn(query, 'form'),
        child: textIn(query, 'child'),
      });
      const row = await rowOf(site, acting, chosen);
      return sendPage(reply, paperPage(acting, row, prefilled({}), noMistakes));
    },
  );

  app.post<InSchool>(
    '/schools/:school/signing/paper',
    { config: { power: 'agreements.chase', body: 'files' } },
    async (request, reply) => {
      const acting = actingIn(site, request);
      const { filled, scan } = await readParts(request);
      const row = await rowOf(site, acting, filled);
      const mistakes = mistakesOf(acting, row, filled, scan);
      const again = (wrongs: Mistakes) => sendPage(reply.code(422), paperPage(acting, row, filled, wrongs));
      if (mistakes.size > 0 || scan === undefined) return again(mistakes);
      const refused = await keepPaper(site, acting, row, filled, scan);
      if (refused) return again(refused);
      return reply.redirect(`${address.signing(acting.school.key)}?done=paper`, 303);
    },
  );

  app.get<OfSignature>(
    '/schools/:school/signing/paper/:signature',
    { config: { power: 'agreements.chase' } },
    async (request, reply) => {
      const { school } = actingIn(site, request);
      const scan = await scanOf(site.store.db, school.key, idIn(request.params.signature));
      if (!scan) throw notHere();
      return reply
        .type(scan.type)
        .header('content-disposition', `attachment; filename="scan.${endings[scan.type] ?? 'bin'}"`)
        .send(Buffer.from(scan.bytes));
    },
  );
};

const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** Who signed what: somebody who is asked to. @throws PAGE_NOT_FOUND */
async function rowOf(site: Site, { school }: Acting, chosen: Filled): Promise<StatusRow> {
  const [person, form, child] = ['person', 'form', 'child'].map((name) => chosen.text(name));
  const rows = await statusOf(site.store, site.forms, site.clock, school.key, { form });
  const row = rows.find((each) => each.personId === person && (each.childId ?? '') === child);
  if (!row) throw notHere();
  return row;
}

/** The fields and the one file of a form. */
async function readParts(
  request: FastifyRequest,
): Promise<{ readonly filled: Filled; readonly scan: Scan | undefined }> {
  const fields: Record<string, string> = {};
  let scan: Scan | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value);
    else {
      const bytes = await part.toBuffer().catch(() => new Uint8Array());
      if (part.fieldname === 'scan' && part.filename !== '')
        scan = { bytes, type: part.mimetype, isTooLarge: part.file.truncated };
    }
  }
  return { filled: filledIn(fields), scan };
}

function mistakesOf(
  { viewer, day }: Acting,
  row: StatusRow,
  filled: Filled,
  scan: Scan | undefined,
): Mistakes {
  const mistakes = new Map<string, string>();
  const signedOn = filled.day('signedOn');
  if (signedOn === undefined || signedOn === wrongDay || signedOn > day)
    mistakes.set('signedOn-day', 'Enter the date on the paper, not later than today');
  if (scan === undefined || scan.bytes.length === 0)
    mistakes.set(
      'scan',
      scan?.isTooLarge ? 'The file is too large. It can have 10 MB' : 'Choose the scan of the signed paper',
    );
  if (!filled.has('witness'))
    mistakes.set('witness', 'Tick that you saw it signed, or have the paper in your hand');
  if (row.personId === viewer.personId)
    mistakes.set('witness', 'You cannot witness your own. Ask somebody else of the office');
  return mistakes;
}

/** Keeps it, or says what is wrong with it. */
async function keepPaper(
  site: Site,
  { school, viewer, day }: Acting,
  row: StatusRow,
  filled: Filled,
  scan: Scan,
): Promise<Mistakes | undefined> {
  try {
    await signOnPaper(site.store, site.forms, site.clock, {
      school: school.key,
      witnessId: viewer.personId,
      personId: row.personId,
      childId: row.childId,
      form: row.form,
      signedOn: filled.day('signedOn') ?? day,
      scan: scan.bytes,
      type: scan.type,
      childTicked: filled.has('childTicked'),
    });
    return undefined;
  } catch (error) {
    const known = error instanceof Fault ? wrongPaper[error.code] : undefined;
    if (known === undefined) throw error;
    return new Map([known]);
  }
}

const wrongPaper: Readonly<Record<string, readonly [string, string]>> = {
  SCAN_UNUSABLE: ['scan', 'The scan must be a PDF, JPEG or PNG of at most 10 MB'],
  DAY_IMPOSSIBLE: ['signedOn-day', 'Enter the date on the paper, not later than today'],
  EDITION_NOT_FOUND: ['signedOn-day', 'No edition of the policy was in force on this day'],
  FORM_NOT_FOUND: ['signedOn-day', 'The policy did not have this form on that day'],
};
