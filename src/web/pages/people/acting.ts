import type { FastifyRequest } from 'fastify';
import type { Viewer } from '../../../accounts/index.ts';
import { Fault, isId, localDay } from '../../../kernel/index.ts';
import type { Act } from '../../../people/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { webErrors } from '../../errors.ts';
import type { InSchool, Site } from '../../site.ts';
import { viewing } from '../../viewing.ts';

/** Somebody at a school who looks, or does something, now. */
export interface Acting {
  readonly school: School;
  readonly viewer: Viewer;
  /** Today in the United Kingdom, YYYY-MM-DD. */
  readonly day: string;
  /** What the ledger is told of whatever is done. */
  readonly act: Act;
}

/** Who asks, where and when. */
export function actingIn(site: Site, request: FastifyRequest<InSchool>): Acting {
  const school = site.answerer.school(request.params.school);
  const viewer = viewing(request);
  const at = site.clock.now();
  return { school, viewer, day: localDay(at), act: { school: school.key, at, by: viewer.personId } };
}

/** What an address names, where it can name anything. @throws PAGE_NOT_FOUND */
export function idIn(text: string | undefined): string {
  if (text === undefined || !isId(text)) throw notHere();
  return text;
}

/** What is not there, and what somebody may not see: nobody learns which. */
export const notHere = (): Fault =>
  new Fault('PAGE_NOT_FOUND', 'there is nothing at this address', {
    status: 404,
    help: webErrors.PAGE_NOT_FOUND,
  });
