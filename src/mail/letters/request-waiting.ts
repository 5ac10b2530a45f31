import type { Mentioned, Opening, Written } from '../letter.ts';
import { layOut } from '../layout.ts';
import { nameInMail } from '../naming.ts';

export interface RequestWaiting extends Opening {
  /** The number that people say to each other. */
  readonly number: number;
  /** What is asked for. */
  readonly what: string;
  /** Who asks. */
  readonly who: Mentioned;
  /** School days that it has waited, in a reminder. */
  readonly days?: number;
  /** With whom it waits, where the reader is only told of it. */
  readonly with?: readonly Mentioned[];
  readonly link: string;
}

/** Tells whoever may answer that a request waits; after some days, whoever is next in line that it waits with them. */
export function requestWaiting(waiting: RequestWaiting): Written {
  const { number, what, who, days, with: others, link, ...opening } = waiting;
  const waits = days === undefined ? '' : ` It has waited for ${days} school days.`;
  return layOut({
    ...opening,
    kind: 'request-waiting',
    subject: others ? `Request ${number} has waited for ${days} school days` : subjectOf(number, days),
    pieces: others
      ? [
          `${nameInMail(who)} asked for permission (“${what}”).${waits} It waits for an answer from`,
          { list: others.map(nameInMail) },
          'Please speak with them. Where somebody is away, the office enters the absence, and whoever stands in can answer.',
          { link, words: 'See what waits for you' },
        ]
      : [
          `${nameInMail(who)} asks for permission (“${what}”), and you may answer.${waits}`,
          { link, words: 'Read and answer' },
        ],
  });
}

const subjectOf = (number: number, days: number | undefined): string =>
  days === undefined
    ? `Request ${number} waits for your answer`
    : `Request ${number} still waits for your answer`;
