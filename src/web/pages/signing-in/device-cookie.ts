import type { FastifyReply, FastifyRequest } from 'fastify';
import { DEVICE_DAYS } from '../../../accounts/index.ts';

const DEVICE = '__Host-gatehouse-device';
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;
const DAY_SECONDS = 86_400;

/** What the browser kept of signing in before. */
export const deviceIn = (request: FastifyRequest): string | undefined => request.cookies[DEVICE];

/** Has the browser keep that somebody signed in there: others' guesses elsewhere do not hold it up. */
export const keepDevice = (reply: FastifyReply, device: string): FastifyReply =>
  reply.setCookie(DEVICE, device, { ...OPTIONS, maxAge: DEVICE_DAYS * DAY_SECONDS });
