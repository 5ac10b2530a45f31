import type { FastifyReply } from 'fastify';

/** A file of a report with its bytes. */
export interface SentFile {
  readonly name: string;
  readonly type: string;
  readonly body: Uint8Array;
}

/** Hands a file out to be kept, never to be shown in a page of ours: whatever is in it runs nowhere. */
export const sendEvidence = (reply: FastifyReply, { name, type, body }: SentFile): FastifyReply =>
  reply
    .type(type)
    .header('content-disposition', attachmentCalled(name))
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(body));

/** SOURCE: RFC 6266, 4.1 and 4.3; RFC 8187, 3.2 */
export function attachmentCalled(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7E]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
