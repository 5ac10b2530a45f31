import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasFactor, markDevice } from '../../../accounts/index.ts';
import { address, type Site } from '../../site.ts';
import { beginHalf, letIn } from '../factors/half.ts';
import { deviceIn, keepDevice } from './device-cookie.ts';

/**
 * Lets somebody in who gave the right password, or asks for the second factor first where there is one. Every way in ends
 * here, so none is weaker than another, and the browser is known from then on. SOURCE: OWASP ASVS 5.0, 6.3.4
 */
export async function enter(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  who: { readonly school: string; readonly personId: string; readonly next: string },
): Promise<FastifyReply> {
  keepDevice(reply, markDevice(site.keys.secret, deviceIn(request), who.school, who.personId));
  if (await hasFactor(site, who)) return reply.redirect(beginHalf(site, reply, who), 303);
  return letIn(site, request, reply, { ...who, strength: 1 });
}

/** Where somebody goes who has just opened an account: what there is to sign stands there first. */
export const afterInvitation = (school: string): string => address.my(school);
