import { address } from '../../site.ts';

/** Addresses of the pages for whoever tells something. */
export const tellingAddress = {
  tell: address.tell,
  childTells: (key: string) => `${address.tell(key)}?for=child`,
  /** From an answer: what was asked is filled in, and stands in no address. */
  fromAnswer: (key: string, answer: string) => `${address.tell(key)}?answer=${answer}`,
  told: (key: string) => `/schools/${key}/told`,
  answered: (key: string) => `/schools/${key}/told/answers`,
  mine: (key: string) => `/schools/${key}/my/reports`,
  own: (key: string, id: string) => `/schools/${key}/my/reports/${id}`,
  telephone: (key: string) => `/schools/${key}/reports/telephone`,
} as const;
