import type { FastifyRequest } from 'fastify';
import {
  evidenceOfSignature,
  receiptPdf,
  requireSignature,
  type SignatureEvidence,
} from '../../../agreements/index.ts';
import { mayUse } from '../../powers.ts';
import { type Query, textIn } from '../../querying.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, idIn, notHere } from '../people/acting.ts';
import { receiptPage } from './receipt-page.ts';

interface OfSignature {
  readonly Params: InSchool['Params'] & { readonly signature: string };
  readonly Querystring: Query;
}

const signedIn = { config: { power: 'signed-in' } } as const;

/** `/schools/:school/my/signatures/:signature`: what was signed, to keep. */
export const receiptPages: Routes = (app, site) => {
  app.get<OfSignature>('/schools/:school/my/signatures/:signature', signedIn, async (request, reply) => {
    const { acting, evidence } = await evidenceIn(site, request);
    const isNew = textIn(request.query, 'done') === 'signed';
    return sendPage(reply, receiptPage(acting, evidence, isNew));
  });

  app.get<OfSignature>(
    '/schools/:school/my/signatures/:signature/receipt.pdf',
    signedIn,
    async (request, reply) => {
      const { evidence } = await evidenceIn(site, request, true);
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="receipt-${evidence.ledger.seq}.pdf"`)
        .send(Buffer.from(await receiptPdf(evidence)));
    },
  );

  app.get<OfSignature>(
    '/schools/:school/my/signatures/:signature/evidence.json',
    signedIn,
    async (request, reply) => {
      const { evidence } = await evidenceIn(site, request, true);
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="evidence-${evidence.ledger.seq}.json"`)
        .send(JSON.stringify(evidence, undefined, 2));
    },
  );
};

/** One's own signature; the office sees everybody's. For a file that is kept the ledger is sealed at once. @throws PAGE_NOT_FOUND */
async function evidenceIn(
  site: Site,
  request: FastifyRequest<OfSignature>,
  isKept = false,
): Promise<{ readonly acting: Acting; readonly evidence: SignatureEvidence }> {
  const acting = actingIn(site, request);
  const { key } = acting.school;
  const id = idIn(request.params.signature);
  const { personId } = await requireSignature(site.store, key, id).catch(() => {
    throw notHere();
  });
  const isTheirs = personId === acting.viewer.personId || mayUse('agreements.chase', acting.viewer.roles);
  if (!isTheirs) throw notHere();
  const sealing = isKept ? { clock: site.clock, key: site.keys.ledger } : undefined;
  return { acting, evidence: await evidenceOfSignature(site.store, site.forms, key, id, sealing) };
}
