/** Elements whose content nobody reads. */
const UNREAD = new Set(['script', 'style', 'head', 'title', 'template']);
/** Elements that begin a line. */
const LINES = new Set(['br', 'p', 'div', 'tr', 'li', 'h1', 'h2', 'h3', 'h4', 'blockquote', 'table', 'hr']);
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  pound: '£',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
  ndash: '–',
  mdash: '—',
  hellip: '…',
};

/** The words of a page, line by line. Nothing of it is rendered or fetched; each sign is looked at once. */
export function wordsOfHtml(html: string): string {
  const words: string[] = [];
  let unread: string | undefined;
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    const end = open < 0 ? html.length : open;
    if (unread === undefined && end > at) words.push(html.slice(at, end));
    if (open < 0) break;
    const close = html.indexOf('>', open);
    if (close < 0) break;
    const name = nameOf(html, open + 1);
    if (unread === undefined && UNREAD.has(name)) unread = name;
    else if (name === `/${unread}`) unread = undefined;
    else if (unread === undefined && LINES.has(name.replace('/', ''))) words.push('\n');
    at = close + 1;
  }
  return tidied(withoutEntities(words.join('')));
}

const LONGEST_NAME = 12;

const nameOf = (html: string, at: number): string =>
  /^\/?[a-z0-9]*/i.exec(html.slice(at, at + LONGEST_NAME))?.[0].toLowerCase() ?? '';

const withoutEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const point = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });

/** Blanks that only laid the page out. */
const tidied = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(/[ \t\r\f]+/g, ' ').trim())
    .filter((line, at, lines) => line !== '' || lines[at - 1] !== '')
    .join('\n')
    .trim();
