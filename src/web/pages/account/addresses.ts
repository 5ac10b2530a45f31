import { address } from '../../site.ts';

/** Addresses of these pages. */
export const accountAddress = {
  password: (school: string) => `${address.account(school)}/password`,
  told: (school: string) => `${address.account(school)}/password/told`,
  sessionEnd: (school: string) => `${address.account(school)}/sessions/end`,
  othersEnd: (school: string) => `${address.account(school)}/sessions/end-others`,
  classes: (school: string) => `${address.account(school)}/classes`,
  class: (school: string, group: string) => `${address.account(school)}/classes/${group}`,
  classLink: (school: string, group: string) => `${address.account(school)}/classes/${group}/link`,
  classLinkEnd: (school: string, group: string) => `${address.account(school)}/classes/${group}/link/end`,
  pupil: (school: string, group: string, person: string) =>
    `${address.account(school)}/classes/${group}/pupils/${person}`,
} as const;
