import { address } from '../../site.ts';

/** Addresses of these pages. */
export const doorAddress = {
  session: (school: string) => `/schools/${school}/session`,
  newPassword: (school: string) => `${address.signIn(school)}/new-password`,
  wayBack: (school: string, token?: string) =>
    `/schools/${school}/way-back${token === undefined ? '' : `/${token}`}`,
  invitation: (school: string, token: string) => `/schools/${school}/invitations/${token}`,
  classPage: (school: string, token: string) => `/schools/${school}/classes/${token}`,
  pupil: (school: string, token: string, person: string) =>
    `/schools/${school}/classes/${token}/pupils/${person}`,
} as const;
