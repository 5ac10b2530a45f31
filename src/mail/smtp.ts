import { BlockList, isIP } from 'node:net';
import { createTransport, type NodemailerError, type SMTPPoolOptions } from 'nodemailer';
import { mostAtOnce } from './delivering.ts';
import { shortLine } from './one-line.ts';
import { longestSendingMs } from './pauses.ts';
import type { Outgoing, Sender, Sending } from './sender.ts';
import type { MailSettings } from './settings.ts';

const longestName = 70;
const waitMs = 20_000;

/** Sends over SMTP, by as many connections as messages are sent at once. */
export function smtpSender(settings: MailSettings): Sender {
  const transport = createTransport({ ...poolOptions(settings), pool: true });
  return {
    async send(message) {
      try {
        await transport.sendMail({
          ...mailOf(message, settings.from),
          signal: AbortSignal.timeout(longestSendingMs),
        });
        return { outcome: 'sent' };
      } catch (error) {
        return troubleOf(error as NodemailerError);
      }
    },
    close: () => transport.close(),
  };
}

/** How connections are made: certificates are verified, and only this machine's own server may speak without TLS. */
export function poolOptions({ host, port, secure, user, password }: MailSettings): SMTPPoolOptions {
  const isOwn = isLoopback(host);
  return {
    host,
    port,
    secure,
    requireTLS: !isOwn,
    ignoreTLS: isOwn,
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' },
    ...(user !== undefined && password !== undefined && { auth: { user, pass: password } }),
    maxConnections: mostAtOnce,
    // A message is tried again by the room, which writes it down, and by nobody else.
    maxRequeues: 0,
    idleTimeout: 10_000,
    connectionTimeout: waitMs,
    greetingTimeout: waitMs,
    socketTimeout: waitMs,
    dnsTimeout: waitMs,
    logger: false,
    ...nothingFetched,
  };
}

/** A message is words alone: no field of it ever makes the program read a file or an address. */
const nothingFetched = { disableFileAccess: true, disableUrlAccess: true } as const;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const isLoopback = (host: string): boolean =>
  host.toLowerCase() === 'localhost' ||
  (isIP(host) !== 0 && loopback.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4'));

/**
 * Headers are given in parts and never as text to be parsed. The id is the message's own, so that a second copy is known
 * for one; the last two keep machines from answering. SOURCE: RFC 3834, 5
 */
const mailOf = (message: Outgoing, from: string) => ({
  from: { name: headerText(message.schoolName, longestName), address: from },
  to: { name: '', address: message.address },
  envelope: { from, to: [message.address] },
  messageId: `<${message.id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
  date: message.madeAt,
  subject: headerText(message.subject, longestSubject),
  text: message.text,
  html: message.html,
  xMailer: false as const,
  headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  ...nothingFetched,
});

const longestSubject = 200;

/**
 * Text for a header. What already looks like an encoded word would be passed on as one, and be read as what it encodes:
 * line ends, or another name. SOURCE: RFC 2047, 2
 */
const headerText = (text: string, mostLetters: number): string =>
  shortLine(text, mostLetters).replaceAll('=?', '= ?');

/**
 * Said of one message and true of all: who sends has sent enough for today.
 * SOURCE: RFC 3463, 3.5, as Google answers with it (550 5.4.5)
 */
const ENOUGH_FOR_TODAY = '5.4.5';

/** What the server answered: for good or for now, and about this message or about all. */
function troubleOf(error: NodemailerError): Sending {
  const detail = detailOf(error);
  const isAboutMessage =
    ['EENVELOPE', 'EMESSAGE'].includes(error.code ?? '') &&
    error.responseCode !== 421 &&
    error.command !== 'MAIL FROM' &&
    enhancedOf(error) !== ENOUGH_FOR_TODAY;
  if (isAboutMessage && error.permanent) return { outcome: 'refused', detail };
  return {
    outcome: 'put-off',
    detail,
    because: isAboutMessage || error.code === 'EABORT' ? 'message' : 'server',
  };
}

/** Codes alone, `EENVELOPE 550 5.1.1`: the server's words may repeat the address. */
const detailOf = (error: NodemailerError): string =>
  [error.code ?? 'unknown', error.responseCode, enhancedOf(error)]
    .filter((part) => part !== undefined)
    .join(' ');

/** The status code that many servers put after the reply code. SOURCE: RFC 3463 */
const enhancedOf = ({ response }: NodemailerError): string | undefined =>
  /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
