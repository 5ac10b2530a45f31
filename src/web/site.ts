import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Clock } from '../kernel/index.ts';
import type { LawEdition, Pack } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import type { Answerer, School } from '../verdicts/index.ts';
import { type Html, html } from './html/index.ts';
import { page, type PageOptions } from './layout/page.ts';

/** Everything that routes are handed. */
export interface Site {
  readonly answerer: Answerer;
  readonly store: Store;
  readonly clock: Clock;
  /** Packs of law, by name. */
  readonly law: ReadonlyMap<string, Pack>;
  /** Editions of law and guidance that are current, for the linter. */
  readonly lawEditions: readonly LawEdition[];
}

/** A folder of pages or of the API adds its routes. */
export type Routes = (app: FastifyInstance, site: Site) => void;

/** Parameters of every route under a school. */
export interface InSchool {
  readonly Params: { readonly school: string };
}

/** Addresses, in one place so that a page can link to another without knowing it. */
export const address = {
  home: () => '/',
  school: (key: string) => `/schools/${key}`,
  policy: (key: string, edition?: number) =>
    `/schools/${key}/policy${edition === undefined ? '' : `?edition=${edition}`}`,
  clause: (key: string, clause: string, edition?: number) =>
    `/schools/${key}/policy${edition === undefined ? '' : `?edition=${edition}`}#${clause}`,
  plain: (key: string, edition?: number) =>
    `/schools/${key}/policy/plain${edition === undefined ? '' : `?edition=${edition}`}`,
  editions: (key: string) => `/schools/${key}/editions`,
  changes: (key: string, from?: number, to?: number) =>
    `/schools/${key}/editions/compare${from === undefined || to === undefined ? '' : `?from=${from}&to=${to}`}`,
  agreements: (key: string) => `/schools/${key}/agreements`,
  agreement: (key: string, form: string) => `/schools/${key}/agreements/${form}`,
  questions: (key: string, words = '') =>
    `/schools/${key}/questions${words ? `?q=${encodeURIComponent(words)}` : ''}`,
  question: (key: string, fields: URLSearchParams | string = '') =>
    `/schools/${key}/questions/new${String(fields) ? `?${String(fields)}` : ''}`,
  subjects: (key: string) => `/schools/${key}/subjects`,
  answers: (key: string) => `/schools/${key}/answers`,
  answer: (key: string, id: string) => `/schools/${key}/answers/${id}`,
  keeping: (key: string) => `/schools/${key}/keeping`,
  findings: (key: string) => `/schools/${key}/keeping/findings`,
  settings: (key: string) => `/schools/${key}/keeping/settings`,
  gaps: (key: string) => `/schools/${key}/keeping/gaps`,
  given: (key: string) => `/schools/${key}/keeping/answers`,
  law: (clause?: string) => `/law${clause === undefined ? '' : `#${clause}`}`,
  compare: (one?: string, other?: string) => `/compare${one && other ? `?one=${one}&other=${other}` : ''}`,
} as const;

/** Which of a school's main pages is shown, for its navigation. */
export type Place = 'home' | 'ask' | 'policy' | 'agreements' | 'keeping';

export interface SchoolPageOptions extends Omit<PageOptions, 'school' | 'navigation' | 'breadcrumbs'> {
  readonly place?: Place;
  /** Pages between the school's home and this one. */
  readonly trail?: readonly { readonly text: string; readonly href: string }[];
}

/** A page of a school, with its navigation and the way back. */
export function schoolPage(school: School, options: SchoolPageOptions): Html {
  const entry = (place: Place, text: string, href: string) => ({
    text,
    href,
    active: options.place === place,
    current: options.place === place,
  });
  const { place: _place, trail, ...rest } = options;
  return page({
    ...rest,
    school: school.name,
    navigation: [
      entry('home', 'Home', address.school(school.key)),
      entry('ask', 'May I…?', address.questions(school.key)),
      entry('policy', 'The policy', address.policy(school.key)),
      entry('agreements', 'Agreements', address.agreements(school.key)),
      entry('keeping', 'Keeping the policy', address.keeping(school.key)),
    ],
    ...(trail && { breadcrumbs: [{ text: school.name, href: address.school(school.key) }, ...trail] }),
    ...(rest.backLink && { backLink: rest.backLink }),
  });
}

/** Sends a page. */
export const sendPage = (reply: FastifyReply, markup: Html): FastifyReply =>
  reply.type('text/html; charset=utf-8').send(String(markup));

/** A heading of the first level with what stands above it. */
export const pageHeading = (text: string, caption?: string): Html =>
  html`${caption && html`<span class="govuk-caption-l">${caption}</span>`}<h1 class="govuk-heading-l">${text}</h1>`;
