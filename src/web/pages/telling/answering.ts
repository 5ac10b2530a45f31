import type { FastifyRequest } from 'fastify';
import { answerAsTeller, type Teller, toldReport } from '../../../reports/index.ts';
import type { InSchool, Site } from '../../site.ts';
import type { Mistakes } from '../people/filling.ts';
import { type Parts } from './reading-parts.ts';
import { LONGEST } from './sending.ts';
import { takesMoreOf } from './thread.ts';

/** What came of an answer: kept, or what is wrong with it. */
export type Answered = { readonly mistakes: Mistakes } | { readonly isWithoutFiles: boolean };

/** Keeps what a teller says more. The same words twice in a row are said once. @throws REPORT_NOT_FOUND */
export async function answer(
  site: Site,
  request: FastifyRequest<InSchool>,
  teller: Teller,
  id: string | undefined,
  { words, files, refused }: Pick<Parts, 'words' | 'files' | 'refused'>,
): Promise<Answered> {
  const school = site.answerer.school(request.params.school);
  const { key } = school;
  const { report, entries } = await toldReport(site.store.db, key, teller, id);
  const isTaken = takesMoreOf(site, school, report);
  const mistakes = new Map<string, string>();
  if (words === '') mistakes.set('words', 'Write something first');
  else if (words.length > LONGEST)
    mistakes.set('words', `Use at most ${LONGEST.toLocaleString('en-GB')} letters`);
  if (refused !== undefined && isTaken) mistakes.set('files', refused);
  if (mistakes.size > 0) return { mistakes };
  const isWithoutFiles = !isTaken && (files.length > 0 || refused !== undefined);
  const last = entries.at(-1);
  if (last?.kind === 'answered' && last.words === words && last.files.length === files.length)
    return { isWithoutFiles };
  const letters = { policy: school.policy, origin: site.origin() };
  const act = { school: key, at: site.clock.now(), letters };
  await site.store.transaction((tx) =>
    answerAsTeller(tx, act, teller, id, { words, files: isTaken ? files : [] }),
  );
  return { isWithoutFiles };
}
