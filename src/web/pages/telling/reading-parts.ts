import type { FastifyRequest } from 'fastify';
import { Fault } from '../../../kernel/index.ts';
import { checkFile, type CheckedFile, LARGEST_FILE, MOST_FILES } from '../../../reports/index.ts';
import { filledIn, type Filled } from '../people/filling.ts';

/** A form that came with files. */
export interface Parts {
  readonly filled: Filled;
  /** What somebody wrote at length, whole. */
  readonly words: string;
  readonly files: readonly CheckedFile[];
  /** What is wrong with the files, in a sentence. */
  readonly refused: string | undefined;
}

/** Reads a form field by field. A file that is not taken does not keep the words from being read. */
export async function readParts(request: FastifyRequest): Promise<Parts> {
  const fields = new Map<string, string[]>();
  const reading = new Reading();
  try {
    for await (const part of request.parts({ limits: { fileSize: LARGEST_FILE, files: MOST_FILES + 1 } })) {
      if (part.type === 'file') await reading.take(part);
      else add(fields, part.fieldname, String(part.value).slice(0, LONGEST_FIELD));
    }
  } catch {
    reading.refuse('The files could not be read. Choose them again, one at a time');
  }
  return {
    filled: filledIn(Object.fromEntries(fields)),
    words: wordsIn(fields.get('words')?.[0] ?? ''),
    files: reading.files,
    refused: reading.refused,
  };
}

function add(fields: Map<string, string[]>, name: string, value: string): void {
  fields.set(name, [...(fields.get(name) ?? []), value]);
}

const LONGEST_FIELD = 64 * 1024;

/** Words without characters that nobody types. */
const wordsIn = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/(?![\n\t])\p{Cc}/gu, '')
    .trim();

interface FilePart {
  readonly filename: string;
  toBuffer(): Promise<Buffer>;
}

/** Files of a form as they come, each looked at. */
class Reading {
  readonly files: CheckedFile[] = [];
  refused: string | undefined;

  refuse(why: string): void {
    this.refused ??= why;
  }

  async take(part: FilePart): Promise<void> {
    const bytes = await part.toBuffer().catch(() => undefined);
    if (bytes === undefined) return this.refuse('A file can have 10 MB at most. Choose a smaller one');
    if (part.filename === '' || part.filename === undefined) return;
    if (this.files.length >= MOST_FILES) return this.refuse(`Choose at most ${MOST_FILES} files`);
    try {
      this.files.push(await checkFile(part.filename, bytes));
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'EVIDENCE_REFUSED') throw error;
      this.refuse(
        'A file must be a picture, a PDF, a text, a document or an e-mail, and be what its name says',
      );
    }
  }
}
