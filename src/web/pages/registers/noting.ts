import type { FastifyRequest } from 'fastify';
import { isId } from '../../../kernel/index.ts';
import {
  checksFor,
  chooseDue,
  type Evidence,
  evidenceOf,
  noteCheck,
  readEvidence,
} from '../../../registers/index.ts';
import { type Routes, sendPage } from '../../site.ts';
import { notHere } from '../people/acting.ts';
import { type Filled, filledIn, type Mistakes, noMistakes, prefilled, wrongDay } from '../people/filling.ts';
import { registers } from './addresses.ts';
import { changing, checking, type Desk, itemIn, kindIn, lookingAt, type OfItem, seeing } from './looking.ts';
import { duePage, notingPage } from './noting-page.ts';

interface OfEvidence {
  readonly Params: OfItem['Params'] & { readonly check: string };
}

/** An item's `/check`, `/due` and `/evidence`: one check, with a photograph of what was found. */
export const notingPages =
  (desk: Desk): Routes =>
  (app, site) => {
    app.get<OfItem>('/schools/:school/registers/:kind/:item/check', checking, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.check');
      const item = await itemIn(desk, looking, kind, request.params.item);
      return sendPage(
        reply,
        notingPage(looking, { kind, item, filled: prefilled({}), mistakes: noMistakes }),
      );
    });

    const withFile = { config: { ...checking.config, body: 'files' } } as const;
    app.post<OfItem>('/schools/:school/registers/:kind/:item/check', withFile, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.check');
      const item = await itemIn(desk, looking, kind, request.params.item);
      const { filled, evidence, refused } = await readParts(request);
      const mistakes = mistakesOf(
        filled,
        checksFor(kind, item.fields).map((plan) => plan.kind),
        refused,
      );
      if (mistakes.size > 0)
        return sendPage(reply.code(422), notingPage(looking, { kind, item, filled, mistakes }));
      const finding = {
        check: filled.text('check'),
        passed: filled.text('result') === 'passed',
        note: filled.text('note').slice(0, 1000) || undefined,
        evidence,
      };
      await site.store.transaction((tx) => noteCheck(tx, looking.actOfPerson, kind, [item.id], finding));
      return reply.redirect(`${registers.item(looking.school.key, kind.id, item.id)}?done=checked`, 303);
    });

    app.get<OfEvidence>(
      '/schools/:school/registers/:kind/:item/evidence/:check',
      seeing,
      async (request, reply) => {
        const looking = await lookingAt(desk, request);
        const kind = kindIn(looking, request.params.kind);
        const item = await itemIn(desk, looking, kind, request.params.item);
        const { check } = request.params;
        const evidence = isId(check) ? await evidenceOf(site.store.db, looking.school.key, check) : undefined;
        if (evidence?.itemId !== item.id) throw notHere();
        return reply
          .type(evidence.type)
          .header('content-disposition', 'inline')
          .header('content-security-policy', "default-src 'none'; sandbox")
          .send(Buffer.from(evidence.bytes));
      },
    );

    addDue(desk)(app, site);
  };

const addDue =
  (desk: Desk): Routes =>
  (app, site) => {
    app.get<OfItem>('/schools/:school/registers/:kind/:item/due', changing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.change');
      const item = await itemIn(desk, looking, kind, request.params.item);
      return sendPage(reply, duePage(looking, { kind, item, filled: prefilled({}), mistakes: noMistakes }));
    });

    app.post<OfItem>('/schools/:school/registers/:kind/:item/due', changing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.change');
      const item = await itemIn(desk, looking, kind, request.params.item);
      const filled = filledIn(request.body);
      const check = filled.text('check');
      const dueOn = filled.day('due');
      const mistakes = new Map<string, string>();
      if (!checksFor(kind, item.fields).some((plan) => plan.kind === check))
        mistakes.set('check', 'Choose a check');
      if (dueOn === undefined || dueOn === wrongDay || item.state === 'retired')
        mistakes.set('due-day', 'Enter the day, such as 1 9 2027');
      if (mistakes.size > 0 || dueOn === undefined)
        return sendPage(reply.code(422), duePage(looking, { kind, item, filled, mistakes }));
      await site.store.transaction((tx) => chooseDue(tx, looking.act, kind, item.id, { check, dueOn }));
      return reply.redirect(`${registers.item(looking.school.key, kind.id, item.id)}?done=due`, 303);
    });
  };

interface Parts {
  readonly filled: Filled;
  readonly evidence: Evidence | undefined;
  readonly refused: string | undefined;
}

/** The fields and the one photograph of a form. */
async function readParts(request: FastifyRequest): Promise<Parts> {
  const fields: Record<string, string> = {};
  let read: ReturnType<typeof readEvidence> | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      fields[part.fieldname] = String(part.value);
      continue;
    }
    const bytes = await part.toBuffer();
    if (part.fieldname === 'evidence' && part.filename !== '') read = readEvidence(bytes);
  }
  const isRefused = read !== undefined && 'refused' in read;
  return {
    filled: filledIn(fields),
    evidence: read === undefined || 'refused' in read ? undefined : read,
    refused: isRefused ? (read as { readonly refused: string }).refused : undefined,
  };
}

function mistakesOf(filled: Filled, checks: readonly string[], refused: string | undefined): Mistakes {
  const mistakes = new Map<string, string>();
  if (!checks.includes(filled.text('check'))) mistakes.set('check', 'Choose what was checked');
  if (!['passed', 'failed'].includes(filled.text('result'))) mistakes.set('result', 'Say whether it passed');
  if (refused !== undefined) mistakes.set('evidence', refused);
  return mistakes;
}
