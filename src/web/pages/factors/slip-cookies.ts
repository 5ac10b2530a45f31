import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Asked, SLIP_MINUTES, type Slips } from '../../../accounts/index.ts';

/** Cookies that hold a slip for a while. */
const COOKIES = {
  half: '__Host-gatehouse-half',
  passkey: '__Host-gatehouse-passkey',
  provider: '__Host-gatehouse-oidc',
} as const;
type Kept = keyof typeof COOKIES;

// Lax, for a provider sends the browser back from another site.
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

/** Has the browser hold a slip. */
export const keepSlip = (reply: FastifyReply, kept: Kept, slip: string): FastifyReply =>
  reply.setCookie(COOKIES[kept], slip, { ...OPTIONS, maxAge: SLIP_MINUTES * 60 });

/** Takes a slip from the browser. */
export const takeSlip = (reply: FastifyReply, kept: Kept): FastifyReply =>
  reply.clearCookie(COOKIES[kept], OPTIONS);

/** The slip that the browser sent, not read yet. */
export const slipIn = (request: FastifyRequest, kept: Kept): string | undefined =>
  request.cookies[COOKIES[kept]];

interface Challenge {
  readonly challenge: string;
}

/** Has the browser hold the challenge that its passkey is to answer. `holder` says for whom and what for. */
export const keepChallenge = (slips: Slips, reply: FastifyReply, holder: string, { challenge }: Asked) =>
  keepSlip(reply, 'passkey', slips.write('passkey', holder, { challenge } satisfies Challenge));

/** The challenge that was set to this holder, for one answer. */
export function spendChallenge(slips: Slips, request: FastifyRequest, holder: string): string | undefined {
  const slip = slips.read<Challenge>('passkey', holder, slipIn(request, 'passkey'));
  return slip?.spend() ? slip.content.challenge : undefined;
}
