import type { IncomingLetter } from './letter.ts';

/** Characters of a report that a letter may fill; the room of reports cuts at 10,000. */
const MOST_CHARACTERS = 9000;
const MOST_NAMED = 10;

/** What is kept of a letter as words. */
export interface Worded {
  readonly words: string;
  /** The whole of what was written, where it is longer than a report takes. */
  readonly whole: string | undefined;
}

/**
 * The words of a letter as they are kept: where it says that it is from, what was not kept of it, and what it says. An
 * address can be forged, so nobody is taken for its owner.
 */
export function wordingOf({ from, subject, words }: IncomingLetter, refused: readonly string[]): Worded {
  const head = [
    from === undefined
      ? 'This came by e-mail. It does not say from which address.'
      : `This came by e-mail from ${from}. Nobody has checked that the address is the sender’s own.`,
    ...refusalsOf(refused),
    ...(subject === '' ? [] : [`Subject: ${subject}`]),
  ];
  const text = words === '' ? 'The letter has no words of its own.' : words;
  const room = MOST_CHARACTERS - head.join('\n\n').length;
  if (text.length <= room) return { words: [...head, text].join('\n\n'), whole: undefined };
  const begun = `${text.slice(0, room).toWellFormed()}…`;
  const note = 'It is longer than this; the whole of it is kept beside as “whole letter.txt”.';
  return { words: [head[0] as string, note, ...head.slice(1), begun].join('\n\n'), whole: words };
}

function refusalsOf(refused: readonly string[]): string[] {
  const named = refused.slice(0, MOST_NAMED).map((each) => `An attachment was not kept: ${each}`);
  const more = refused.length - named.length;
  if (more > 0) named.push(`And ${more} more were not kept.`);
  return named.length > 0 ? [named.join('\n')] : [];
}
