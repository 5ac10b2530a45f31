import type { Header } from 'postal-mime';
import type { Author } from './letter.ts';

/**
 * Who or what wrote a letter. Machines that answer are what loops are made of: a notice of a letter that could not be
 * delivered, somebody who is away. SOURCE: RFC 3834, 2 and 5; RFC 3464, 2; RFC 2919
 */
export function authorOf(headers: readonly Header[], envelopeFrom: string): Author {
  const said = (name: string) =>
    headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase();
  const automatic = said('auto-submitted') ?? 'no';
  const isReport = (said('content-type') ?? '').startsWith('multipart/report');
  if (automatic.startsWith('auto-replied') || (envelopeFrom === '' && isReport)) return 'answering-machine';
  if (said('x-autoreply') !== undefined || said('x-autorespond') !== undefined) return 'answering-machine';
  const isList = ['list-id', 'list-unsubscribe', 'list-post'].some((name) => said(name) !== undefined);
  const isBulk = ['bulk', 'list', 'junk', 'auto_reply'].includes(said('precedence') ?? '');
  const isProgram = !/^no\b/.test(automatic) || said('feedback-id') !== undefined;
  return isProgram || isList || isBulk || envelopeFrom === '' ? 'program' : 'person';
}
