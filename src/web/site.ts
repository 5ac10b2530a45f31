import type { KeyObject } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ProviderSettings, Viewer } from '../accounts/index.ts';
import type { Forms } from '../agreements/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Sender } from '../mail/index.ts';
import type { LawEdition, Pack } from '../policy/index.ts';
import type { ReportingTables } from '../reports/index.ts';
import type { Store } from '../store/index.ts';
import type { Answerer, School } from '../verdicts/index.ts';
import { type Html, html } from './html/index.ts';
import { page, type PageOptions } from './layout/page.ts';
import { mayUse } from './powers.ts';

/** Everything that routes are handed. */
export interface Site {
  readonly answerer: Answerer;
  readonly store: Store;
  readonly clock: Clock;
  /** What reports are routed and timed by. */
  readonly reporting: ReportingTables;
  /** Packs of law, by name. */
  readonly law: ReadonlyMap<string, Pack>;
  /** Editions of law and guidance that are current, for the linter. */
  readonly lawEditions: readonly LawEdition[];
  /** Keys of this installation. */
  readonly keys: SiteKeys;
  /** Sends letters, or keeps them where no mail server is set. */
  readonly sender: Sender;
  /** The words of every form in every edition. */
  readonly forms: Forms;
  /** Sign-in by Google or Microsoft, by school; none where the school set none. */
  readonly providers: ReadonlyMap<string, readonly ProviderSettings[]>;
  /** How people reach this server from outside: `https://gatehouse.school.example`. Letters and passkeys need it. */
  readonly origin: () => string;
  /** Whether the school is a sample of invented people, whom anybody may be. */
  readonly isSample: boolean;
}

/** What only this installation knows. */
export interface SiteKeys {
  /** 32 bytes that seal what must be read again, and sign what leaves and comes back. */
  readonly secret: Uint8Array;
  /** Signs the heads of the ledger. */
  readonly ledger: KeyObject;
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
  tell: (key: string) => `/schools/${key}/tell`,
  subjects: (key: string) => `/schools/${key}/subjects`,
  answers: (key: string) => `/schools/${key}/answers`,
  answer: (key: string, id: string) => `/schools/${key}/answers/${id}`,
  keeping: (key: string) => `/schools/${key}/keeping`,
  findings: (key: string) => `/schools/${key}/keeping/findings`,
  settings: (key: string) => `/schools/${key}/keeping/settings`,
  gaps: (key: string) => `/schools/${key}/keeping/gaps`,
  given: (key: string) => `/schools/${key}/keeping/answers`,
  signIn: (key: string, next?: string) =>
    `/schools/${key}/sign-in${next === undefined ? '' : `?next=${encodeURIComponent(next)}`}`,
  proof: (key: string, next?: string) =>
    `/schools/${key}/proof${next === undefined ? '' : `?next=${encodeURIComponent(next)}`}`,
  sessionEnd: (key: string) => `/schools/${key}/session/end`,
  account: (key: string) => `/schools/${key}/account`,
  factors: (key: string) => `/schools/${key}/account/factors`,
  sample: (key: string) => `/schools/${key}/sample`,
  my: (key: string) => `/schools/${key}/my`,
  people: (key: string) => `/schools/${key}/people`,
  person: (key: string, id: string) => `/schools/${key}/people/${id}`,
  firms: (key: string) => `/schools/${key}/people/firms`,
  calendar: (key: string) => `/schools/${key}/calendar`,
  signing: (key: string) => `/schools/${key}/signing`,
  newPerson: (key: string) => `/schools/${key}/people/new`,
  movements: (key: string) => `/schools/${key}/people/movements`,
  movement: (key: string, id: string) => `/schools/${key}/people/movements/${id}`,
  roles: (key: string) => `/schools/${key}/people/roles`,
  role: (key: string, role: string) => `/schools/${key}/people/roles/${role}`,
  groups: (key: string) => `/schools/${key}/people/groups`,
  group: (key: string, id: string) => `/schools/${key}/people/groups/${id}`,
  sign: (key: string, form: string, child?: string) =>
    `/schools/${key}/my/agreements/${form}${child === undefined ? '' : `/children/${child}`}`,
  signature: (key: string, id: string) => `/schools/${key}/my/signatures/${id}`,
  countersigning: (key: string) => `/schools/${key}/countersigning`,
  refusals: (key: string) => `/schools/${key}/refusals`,
  paperForm: (key: string) => `/schools/${key}/signing/paper`,
  mail: (key: string) => `/schools/${key}/mail`,
  visits: (key: string) => `/schools/${key}/visits`,
  visit: (key: string, token: string) => `/schools/${key}/visit/${token}`,
  law: (clause?: string) => `/law${clause === undefined ? '' : `#${clause}`}`,
  compare: (one?: string, other?: string) => `/compare${one && other ? `?one=${one}&other=${other}` : ''}`,
} as const;

/** Which of a school's main pages is shown, for its navigation. */
export type Place =
  | 'home'
  | 'ask'
  | 'tell'
  | 'policy'
  | 'agreements'
  | 'my'
  | 'people'
  | 'signing'
  | 'keeping';

export interface SchoolPageOptions extends Omit<PageOptions, 'school' | 'navigation' | 'breadcrumbs'> {
  readonly place?: Place;
  /** Pages between the school's home and this one. */
  readonly trail?: readonly { readonly text: string; readonly href: string }[];
  /** Who looks at the page, where it is theirs; a page that is kept for everybody has none. */
  readonly viewer?: Viewer | undefined;
}

/** A page of a school, with its navigation and the way back. */
export function schoolPage(school: School, options: SchoolPageOptions): Html {
  const entry = (place: Place, text: string, href: string) => ({
    text,
    href,
    active: options.place === place,
    current: options.place === place,
  });
  const { place: _place, trail, viewer, ...rest } = options;
  const isOffice = mayUse('people.see', viewer?.roles);
  return page({
    ...rest,
    school: school.name,
    navigation: [
      entry('home', 'Home', address.school(school.key)),
      entry('ask', 'May I…?', address.questions(school.key)),
      entry('tell', 'Tell us', address.tell(school.key)),
      entry('policy', 'The policy', address.policy(school.key)),
      entry('agreements', 'Agreements', address.agreements(school.key)),
      entry('my', 'Your page', address.my(school.key)),
      isOffice && entry('people', 'People', address.people(school.key)),
      isOffice && entry('signing', 'Who has signed', address.signing(school.key)),
      entry('keeping', 'Keeping the policy', address.keeping(school.key)),
    ],
    ...(viewer && {
      account: {
        name: viewer.name,
        href: address.account(school.key),
        signOut: { action: address.sessionEnd(school.key) },
      },
    }),
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
