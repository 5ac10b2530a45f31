import type { FastifyRequest } from 'fastify';
import type { Viewer } from '../../../accounts/index.ts';
import { Fault, isId } from '../../../kernel/index.ts';
import type { Question } from '../../../policy/index.ts';
import { kindOf } from '../../../reports/index.ts';
import type { School } from '../../../verdicts/index.ts';
import type { InSchool, Site } from '../../site.ts';
import type { Filled } from '../people/filling.ts';
import { tellingAddress } from './addresses.ts';
import { type Door, type Draft, eventIn, type NamedDraft, rolesIn } from './draft.ts';
import { broadly } from './tellers.ts';

/** What is known so far: from the address on the way to the form, and from the form. */
export async function draftIn(
  site: Site,
  request: FastifyRequest<InSchool>,
  door: Door,
  filled: Filled,
): Promise<Draft> {
  const school = site.answerer.school(request.params.school);
  const viewer = tellerOf(request, door, filled);
  const said = rolesIn(school, viewer, door, filled);
  const answer = await answerIn(site, school, filled.text('answer'));
  const as = said.length > 0 || !answer ? said : [broadly(school, answer.as)];
  const isChild = door === 'page' && as.length > 0 && as.every((role) => role === 'pupil');
  const { kind, event } = answer
    ? { kind: kindOf(site.reporting.kinds, answer.event), event: answer.event }
    : eventIn({ site, school }, filled, as, isChild);
  return {
    site,
    school,
    viewer,
    door,
    here: door === 'page' ? tellingAddress.tell(school.key) : tellingAddress.telephone(school.key),
    as,
    isChild,
    kind,
    event,
    thing: answer?.thing,
    facts: answer ? factsOfWhatHappened(answer.facts) : {},
    answerId: answer?.id,
  };
}

/**
 * Who tells. A form is sent by whoever opened it: where nobody was signed in then, or somebody else is now, it is sent by
 * nobody who is known, so that no name is put to what was written without one.
 */
function tellerOf(request: FastifyRequest<InSchool>, door: Door, filled: Filled): Viewer | undefined {
  const { viewer } = request;
  const isOpening = request.method === 'GET' || request.method === 'HEAD';
  if (door === 'telephone' || isOpening) return viewer;
  return viewer?.personId === filled.text('teller') ? viewer : undefined;
}

/** Whether it is known what it is about, and who tells it. */
export const isNamed = (draft: Draft): draft is NamedDraft =>
  draft.kind !== undefined && draft.event !== undefined && draft.as.length > 0;

/** What was asked of whoever asks is no part of what happened: whether they have signed is theirs alone. */
const factsOfWhatHappened = (facts: Question['facts']): Question['facts'] =>
  Object.fromEntries(Object.entries(facts).filter(([fact]) => fact !== 'signed'));

/** What somebody asked who was told to tell it; none where the answer is about something else, or is not there. */
async function answerIn(
  site: Site,
  school: School,
  id: string,
): Promise<(Question & { readonly id: string; readonly event: string }) | undefined> {
  if (!isId(id)) return undefined;
  try {
    const question = (await site.answerer.given(school, id)).question as Question;
    return question.event === undefined ? undefined : { ...question, id, event: question.event };
  } catch (error) {
    if (error instanceof Fault && error.status === 404) return undefined;
    throw error;
  }
}
