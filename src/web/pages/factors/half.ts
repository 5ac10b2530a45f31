import type { FastifyReply, FastifyRequest } from 'fastify';
import { beginSession, type Slip, type Slips, type Strength, writeSlip } from '../../../accounts/index.ts';
import type { Site } from '../../site.ts';
import { setSession } from '../../viewing.ts';
import { factorAddress, nextWithin } from './addresses.ts';
import { keepSlip, slipIn, takeSlip } from './slip-cookies.ts';

/** Somebody who has proved the first half of who they are. */
export interface Half {
  readonly personId: string;
  /** Where they were going. */
  readonly next: string;
}

/**
 * Remembers for five minutes, sealed in the browser, that somebody gave the right password or came by a provider, and
 * still owes a second factor. Gives the address to send them to.
 */
export function beginHalf(
  site: Site,
  reply: FastifyReply,
  who: { readonly school: string; readonly personId: string; readonly next?: string | undefined },
): string {
  const half: Half = { personId: who.personId, next: nextWithin(who.school, who.next) };
  keepSlip(reply, 'half', writeSlip(site.keys.secret, site.clock, 'half', who.school, half));
  return factorAddress.second(who.school);
}

/** The half that the browser holds, if it is still good. */
export const halfOf = (slips: Slips, request: FastifyRequest, school: string): Slip<Half> | undefined =>
  slips.read<Half>('half', school, slipIn(request, 'half'));

/** Lets somebody in: begins the session and sends them where they were going. */
export async function letIn(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  who: {
    readonly school: string;
    readonly personId: string;
    readonly strength: Strength;
    readonly next: string;
  },
): Promise<FastifyReply> {
  const { token } = await beginSession(site.store, site.clock, {
    school: who.school,
    personId: who.personId,
    strength: who.strength,
    agent: request.headers['user-agent'] ?? '',
    address: request.ip,
  });
  takeSlip(reply, 'half');
  return setSession(reply, token).redirect(nextWithin(who.school, who.next), 303);
}
