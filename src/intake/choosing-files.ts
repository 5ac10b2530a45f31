import { Fault } from '../kernel/index.ts';
import { type CheckedFile, checkFile, MOST_FILES } from '../reports/index.ts';
import type { Enclosure } from './letter.ts';

/** What lay in a letter, after it was looked at. */
export interface Chosen {
  readonly files: readonly CheckedFile[];
  /** Names of the others, each with why. */
  readonly refused: readonly string[];
}

/**
 * Looks at what lay in a letter as at what is handed in on a page: the first of what may be kept is kept, as it came, and
 * nothing of it is opened.
 */
export async function chooseFiles(enclosures: readonly Enclosure[]): Promise<Chosen> {
  const files: CheckedFile[] = [];
  const refused: string[] = [];
  for (const { name, body } of enclosures) {
    if (files.length === MOST_FILES) refused.push(`${name} (there were more than ${MOST_FILES})`);
    else {
      const found = await look(name, body);
      if (typeof found === 'string') refused.push(`${name} (${found})`);
      else files.push(found);
    }
  }
  return { files, refused };
}

async function look(name: string, body: Uint8Array): Promise<CheckedFile | string> {
  try {
    return await checkFile(name, body);
  } catch (error) {
    if (error instanceof Fault && error.code === 'EVIDENCE_REFUSED')
      return error.message.replace(/^.*?: /, '');
    throw error;
  }
}

const LARGEST_TEXT = 10 * 1024 * 1024;

/** The whole of a letter that is too long for the words of a report. */
export const wholeLetter = (words: string): CheckedFile => ({
  name: 'whole letter.txt',
  type: 'text/plain',
  body: Buffer.from(words).subarray(0, LARGEST_TEXT),
});
