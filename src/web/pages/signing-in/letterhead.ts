import type { Letterhead } from '../../../accounts/index.ts';
import type { Site } from '../../site.ts';
import { doorAddress } from './addresses.ts';

/** What letters about accounts say of a school, and where their links lead. @throws SCHOOL_NOT_FOUND */
export function letterheadOf(site: Site, key: string): Letterhead {
  const school = site.answerer.school(key);
  return {
    schoolName: school.name,
    linkTo: (purpose, token) =>
      `${site.origin()}${purpose === 'invitation' ? doorAddress.invitation(key, token) : doorAddress.wayBack(key, token)}`,
    forgotten: `${site.origin()}${doorAddress.wayBack(key)}`,
  };
}
