import { createHmac, timingSafeEqual } from 'node:crypto';
import { isId } from '../kernel/index.ts';

const ID_BYTES = 16;
const SEAL_BYTES = 12;
const TOKEN = /^[0-9a-f]{56}$/;

/**
 * What stands in the address to which the answer to a letter goes: the report and a seal that only this installation
 * makes, in digits that survive a server which writes addresses small. Whoever has it may add to the report and read nothing.
 */
export function replyToken(secret: Uint8Array, school: string, reportId: string): string {
  const id = Buffer.from(reportId, 'base64url');
  return Buffer.concat([id, sealOf(secret, school, reportId)]).toString('hex');
}

/** The report of a token that was made here for this school; none where it was not. */
export function readReplyToken(secret: Uint8Array, school: string, token: string): string | undefined {
  if (!TOKEN.test(token)) return undefined;
  const bytes = Buffer.from(token, 'hex');
  const reportId = bytes.toString('base64url', 0, ID_BYTES);
  const isOurs = timingSafeEqual(bytes.subarray(ID_BYTES), sealOf(secret, school, reportId));
  return isOurs && isId(reportId) ? reportId : undefined;
}

const sealOf = (secret: Uint8Array, school: string, reportId: string): Buffer =>
  createHmac('sha256', secret).update(`reply ${school} ${reportId}`).digest().subarray(0, SEAL_BYTES);
