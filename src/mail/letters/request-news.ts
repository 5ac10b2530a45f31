import type { Opening, Written } from '../letter.ts';
import { layOut } from '../layout.ts';

export interface RequestNews extends Opening {
  /** The number that people say to each other. */
  readonly number: number;
  /** What was asked for. */
  readonly what: string;
  readonly news: 'answered' | 'asked-back';
  readonly link: string;
}

/** Tells somebody that their request moved on. What was said stays behind the sign-in. */
export const requestNews = ({ number, what, news, link, ...opening }: RequestNews): Written =>
  layOut({
    ...opening,
    kind: 'request-news',
    subject:
      news === 'answered' ? `Your request ${number} was answered` : `A question about your request ${number}`,
    pieces: [
      news === 'answered'
        ? `There is an answer to your request ${number} (“${what}”).`
        : `Somebody needs to know more before answering your request ${number} (“${what}”).`,
      { link, words: news === 'answered' ? 'Read the answer' : 'Read the question and reply' },
    ],
  });
