import { type Child, html } from '../../html/index.ts';

/** What may be an address, up to a blank or a sign that none has. */
const ADDRESSES = /(https?:\/\/[^\s<>"']+)/;

/**
 * Text in which addresses of this server are links; any other stays text. A link is written as a path, so that it never
 * leads elsewhere, and works by whichever name the reader came.
 */
export const linked = (text: string, origin: string): Child =>
  text.split(ADDRESSES).map((part, index) => {
    const path = index % 2 === 1 ? ownPath(part, origin) : undefined;
    return path === undefined ? part : html`<a class="govuk-link" href="${path}">${part}</a>`;
  });

function ownPath(text: string, origin: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  // A path that begins with two slashes would name a host.
  if (url.origin !== new URL(origin).origin || url.username !== '' || url.pathname.startsWith('//'))
    return undefined;
  return `${url.pathname}${url.search}${url.hash}`;
}
