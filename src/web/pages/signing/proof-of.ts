import type { Viewer } from '../../../accounts/index.ts';
import type { Proof } from '../../../agreements/index.ts';

/** How surely a signer was known. */
export function proofOf({ strength, roles }: Viewer): Proof {
  if (strength === 2) return 'two-factors';
  return roles.includes('pupil') ? 'pupil-secret' : 'password';
}
