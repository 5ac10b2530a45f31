/** Addresses of the pages of this folder. No address says anything of a person, or what was searched for. */
const base = (school: string): string => `/schools/${school}/registers`;
const ofKind = (school: string, kind: string): string => `${base(school)}/${kind}`;
const ofItem = (school: string, kind: string, id: string): string => `${ofKind(school, kind)}/${id}`;

export const registers = {
  all: base,
  search: (school: string) => `${base(school)}/search`,
  checks: (school: string) => `${base(school)}/checks`,
  calendar: (school: string) => `${base(school)}/calendar`,
  calendarEnd: (school: string) => `${base(school)}/calendar/end`,
  /** A secret: it is shown once, and stands in no page, log or letter. */
  feed: (school: string, token: string) => `/schools/${school}/feeds/${token}`,
  kinds: (school: string) => `${base(school)}/kinds`,
  newKind: (school: string) => `${base(school)}/kinds/new`,
  kind: ofKind,
  sheet: (school: string, kind: string) => `${ofKind(school, kind)}/list.csv`,
  labels: (school: string, kind: string) => `${ofKind(school, kind)}/labels`,
  intervals: (school: string, kind: string) => `${ofKind(school, kind)}/intervals`,
  importing: (school: string, kind: string) => `${ofKind(school, kind)}/import`,
  imported: (school: string, kind: string, sheet: string) => `${ofKind(school, kind)}/import/${sheet}`,
  entering: (school: string, kind: string) => `${ofKind(school, kind)}/new`,
  item: ofItem,
  changing: (school: string, kind: string, id: string) => `${ofItem(school, kind, id)}/change`,
  state: (school: string, kind: string, id: string) => `${ofItem(school, kind, id)}/state`,
  loan: (school: string, kind: string, id: string) => `${ofItem(school, kind, id)}/loan`,
  back: (school: string, kind: string, id: string) => `${ofItem(school, kind, id)}/return`,
  bookings: (school: string, kind: string, id: string) => `${ofItem(school, kind, id)}/bookings`,
  cancelling: (school: string, kind: string, id: string, booking: string) =>
    `${ofItem(school, kind, id)}/bookings/${booking}/cancellation`,
  check: (school: string, kind: string, id: string) => `${ofItem(school, kind, id)}/check`,
  due: (school: string, kind: string, id: string) => `${ofItem(school, kind, id)}/due`,
  evidence: (school: string, kind: string, id: string, check: string) =>
    `${ofItem(school, kind, id)}/evidence/${check}`,
  myThings: (school: string) => `/schools/${school}/my/things`,
} as const;
