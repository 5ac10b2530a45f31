export { addAuthenticator, tryAuthenticator } from './authenticator.ts';
export { clearFactors } from './clearing.ts';
export { factorErrors } from './errors.ts';
export { type FactorsHeld, factorsOf, hasFactor, removeFactor, type Which } from './factors-held.ts';
export { linkIdentity, unlinkIdentity, whoseIdentity } from './linking.ts';
export {
  addPasskey,
  askNewPasskey,
  type Asked,
  askPasskey,
  checkPasskey,
  partyAt,
  type Party,
  type PasskeyAdded,
} from './passkeys/passkeys.ts';
export {
  openProvider,
  type Provider,
  type ProviderSettings,
  type Request as ProviderRequest,
  requireFit,
  type Vouched,
} from './providers.ts';
export type { Identity } from './records.ts';
export type { Passkey } from './passkeys/records.ts';
export { userNameOf as factorUserName } from './records.ts';
export { makeRecoveryCodes, tryRecoveryCode } from './recovering.ts';
export { groups } from './recovery-code.ts';
export { factorsRequired, needsFactor } from './requiring.ts';
export { openSlips, SLIP_MINUTES, type Slip, type SlipPurpose, type Slips, writeSlip } from './slips.ts';
export type { Owner, Surroundings, Whose } from './surroundings.ts';
export { keyAddress, newKey } from './time-steps.ts';
export type { Tried } from './trying.ts';
