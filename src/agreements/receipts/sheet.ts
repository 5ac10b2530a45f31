import PDFDocument from 'pdfkit';
import { receiptFonts, runsOf } from './fonts.ts';

type Document = InstanceType<typeof PDFDocument>;
type Element = ReturnType<Document['struct']>;

/** How a text looks. */
export interface Look {
  readonly size: number;
  readonly colour?: string;
  readonly isBold?: boolean;
  readonly x?: number;
  readonly width?: number;
  /** Space beneath, in points. */
  readonly after?: number;
}

/** A tagged A4 document that is written from top to bottom. */
export interface Sheet {
  readonly doc: Document;
  readonly left: number;
  readonly width: number;
  /** Writes a text that screen readers know as a `P`, `H1` and so on, within another element where that is given. */
  text(tag: string, text: string, look: Look, within?: Element, options?: object): void;
  /** Opens an element for others. */
  open(tag: string, within?: Element, options?: object): Element;
  /** Draws what has no text; `alt` is what it shows. */
  figure(alt: string, draw: () => void): void;
  /** Draws what only pleases the eye. */
  ornament(draw: () => void): void;
  /** Goes to another page where less than this is left on this one. */
  room(points: number): void;
  /** Puts a file of JSON inside the document. */
  attach(name: string, description: string, content: unknown): void;
  /** Writes something at the foot of every page, and ends the document. */
  finish(foot: (page: number, of: number) => string): Promise<Uint8Array>;
}

export const ink = '#1d211f';
export const soft = '#4d5450';
export const green = '#143d31';
export const line = '#d8ccb4';
/** Of running text, in points. */
export const TEXT_SIZE = 10;

const MARGIN = 56;
const FOOT_SIZE = 8.5;
/** How far letters swell to be bold, of their size: the font file in use has one weight. */
const SWELL = 0.028;

/** Opens an empty sheet. */
export function openSheet(title: string, subject: string, at: Date): Sheet {
  const doc = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    bufferPages: true,
    // The types know PDF/A alone; the program knows PDF/UA as well.
    subset: 'PDF/UA' as 'PDF/A-1',
    info: {
      Title: title,
      Subject: subject,
      Creator: 'Gatehouse',
      Producer: 'Gatehouse',
      CreationDate: at,
      ModDate: at,
    },
  });
  for (const { name, bytes } of receiptFonts()) doc.registerFont(name, bytes);
  const done = collect(doc);
  const root = doc.struct('Document');
  doc.addStructure(root);
  const width = doc.page.width - 2 * MARGIN;
  const sheet: Sheet = {
    doc,
    left: MARGIN,
    width,
    text: (tag, text, look, within = root, options = {}) => {
      within.add(doc.struct(tag, options, () => write(doc, text, { x: MARGIN, width, ...look })));
    },
    open(tag, within = root, options = {}) {
      const element = doc.struct(tag, options);
      within.add(element);
      return element;
    },
    figure: (alt, draw) => {
      root.add(doc.struct('Figure', { alt }, draw));
    },
    ornament(draw) {
      doc.markContent('Artifact', { type: 'Layout' });
      draw();
      doc.endMarkedContent();
    },
    room(points) {
      if (doc.y + points > doc.page.height - MARGIN) doc.addPage();
    },
    attach: (name, description, content) => attachJson(doc, at, { name, description }, content),
    finish(foot) {
      root.end();
      writeFeet(doc, foot);
      doc.end();
      return done;
    },
  };
  return sheet;
}

function attachJson(
  doc: Document,
  at: Date,
  named: { readonly name: string; readonly description: string },
  content: unknown,
): void {
  const file = {
    ...named,
    type: 'application/json',
    creationDate: at,
    modifiedDate: at,
    relationship: 'Data',
  };
  doc.file(Buffer.from(JSON.stringify(content, null, 2)), file);
}

/** Writes a text in as many fonts as its letters need. */
function write(
  doc: Document,
  text: string,
  { size, colour = ink, isBold = false, x = MARGIN, width, after = 0 }: Look,
): void {
  const runs = runsOf(text);
  doc
    .fontSize(size)
    .fillColor(colour)
    .strokeColor(colour)
    .lineWidth(size * SWELL);
  for (const [index, run] of runs.entries()) {
    const options = {
      ...(width !== undefined && { width }),
      continued: index < runs.length - 1,
      lineGap: size * (size > 14 ? 0.05 : 0.22),
      ...(isBold && { fill: true, stroke: true }),
    };
    doc.font(run.font);
    if (index === 0) doc.text(run.text, x, doc.y, options);
    else doc.text(run.text, options);
  }
  doc.y += after;
}

function writeFeet(doc: Document, foot: (page: number, of: number) => string): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    // Beneath the margin a text would open another page.
    doc.page.margins.bottom = 0;
    doc.markContent('Artifact', { type: 'Pagination' });
    doc.y = doc.page.height - MARGIN + 18;
    write(doc, foot(page + 1, count), { size: FOOT_SIZE, colour: soft, width: doc.page.width - 2 * MARGIN });
    doc.endMarkedContent();
  }
}

function collect(doc: Document): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}
