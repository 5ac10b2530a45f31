import { Agent, request } from 'node:http';

/** How long an answer took. */
export interface Timing {
  /** What was asked for: `form`, `signature`. */
  readonly what: string;
  readonly ms: number;
}

/** What a server answered. */
export interface Answered {
  readonly status: number;
  /** Where it sends the browser next. */
  readonly location: string | undefined;
  readonly text: string;
}

/** A browser of somebody's own: one connection at a time, its own cookies, its own name for itself. */
export interface Browser {
  readonly agent: string;
  get(what: string, path: string): Promise<Answered>;
  /** Sends a form. */
  send(what: string, form: Form): Promise<Answered>;
  close(): void;
}

/** A form of a page, with what is filled in already. */
export interface Form {
  readonly action: string;
  readonly fields: URLSearchParams;
}

export interface BrowserOptions {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  readonly agent: string;
  /** A session that it has already, as `name=value`. */
  readonly cookie?: string | undefined;
  readonly timings: Timing[];
}

/** Opens a browser. Every answer is timed from the first byte sent to the last one read. */
export function openBrowser({ address, agent, cookie, timings }: BrowserOptions): Browser {
  const connection = new Agent({ keepAlive: true, maxSockets: 1 });
  const cookies = new Map<string, string>();
  if (cookie !== undefined) keepCookie(cookies, cookie);

  async function ask(what: string, path: string, body?: string): Promise<Answered> {
    const began = performance.now();
    const headers = {
      'user-agent': agent,
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'sec-fetch-site': 'same-origin',
      ...(body !== undefined && { origin: address, 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const answered = await exchange(`${address}${path}`, connection, headers, cookies, body);
    timings.push({ what, ms: performance.now() - began });
    return answered;
  }

  return {
    agent,
    get: (what, path) => ask(what, path),
    send: (what, { action, fields }) => ask(what, action, fields.toString()),
    close: () => connection.destroy(),
  };
}

const LONGEST_MS = 60_000;

function exchange(
  url: string,
  agent: Agent,
  headers: Readonly<Record<string, string>>,
  cookies: Map<string, string>,
  body: string | undefined,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request(url, { agent, method, headers, timeout: LONGEST_MS }, (response) => {
      for (const set of response.headers['set-cookie'] ?? []) keepCookie(cookies, set);
      const { statusCode: status = 0 } = response;
      const { location } = response.headers;
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('end', () => resolve({ status, location, text })).once('error', reject);
    });
    sent.once('timeout', () => sent.destroy(new Error('no answer in a minute')));
    sent.once('error', reject).end(body);
  });
}

function keepCookie(cookies: Map<string, string>, set: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
  if (value === '') cookies.delete(name);
  else cookies.set(name, value);
}

/** The form of a page that is sent to an address ending so, with everything that a browser would send. */
export function formOf(page: string, actionEnd: string): Form {
  for (const [, action = '', inner = ''] of page.matchAll(/<form[^>]* action="([^"]*)"[^>]*>(.*?)<\/form>/gs))
    if (action.endsWith(actionEnd)) return { action: unescaped(action), fields: fieldsIn(inner) };
  throw new Error(`the page has no form that goes to \`${actionEnd}\``);
}

function fieldsIn(inner: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [tag] of inner.matchAll(/<input[^>]*>/g)) {
    const [name, type, value] = [attribute(tag, 'name'), attribute(tag, 'type'), attribute(tag, 'value')];
    const isTicked = !(type === 'checkbox' || type === 'radio') || /\schecked[\s>]/.test(tag);
    if (name !== undefined && isTicked) fields.append(name, value ?? '');
  }
  for (const [tag] of inner.matchAll(/<textarea[^>]*>/g)) fields.append(attribute(tag, 'name') ?? '', '');
  return fields;
}

/** The first link of a page whose address begins so. */
export function linkTo(page: string, start: string): string {
  for (const [, href = ''] of page.matchAll(/<a[^>]* href="([^"]*)"/g))
    if (href.startsWith(start)) return unescaped(href);
  throw new Error(`the page has no link to \`${start}\``);
}

function attribute(tag: string, name: string): string | undefined {
  const [, value] = new RegExp(`\\s${name}="([^"]*)"`).exec(tag) ?? [];
  return value === undefined ? undefined : unescaped(value);
}

const letters: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};
const unescaped = (text: string): string =>
  text.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (escape) => letters[escape] ?? escape);
