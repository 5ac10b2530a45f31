export {
  changePassword,
  checkPassword,
  type Letterhead,
  type PasswordChange,
  type Passwords,
  rulesFor,
  tellPassword,
} from './changing-passwords.ts';
export { accountErrors } from './errors.ts';
export * from './factors/index.ts';
export {
  type Acceptance,
  type Accepted,
  acceptInvitation,
  invite,
  invitedBy,
  inviteByLetter,
} from './links/inviting.ts';
export { askWayBack, type Returned, returnerBy, sendWayBack, setByWayBack } from './links/returning.ts';
export { type PasswordAge, passwordAge } from './password-age.ts';
export {
  type PasswordOwner,
  type PasswordRefusal,
  type PasswordRules,
  passwordRules,
  refusalOf,
} from './password-rules.ts';
export { CLASS_LINK_WEEKS, classBy, classToken, endClassLinks } from './pupils/class-link.ts';
export { isPicture, PICTURES_CHOSEN, type PictureId, pictures } from './pupils/pictures.ts';
export {
  checkPupil,
  type PupilSecret,
  type PupilSignedIn,
  sealPupilSecret,
  setPupilSecret,
} from './pupils/pupil-signing-in.ts';
export type { ListedPupil, PupilClass } from './pupils/records.ts';
export { accountOf, type AccountRow } from './records.ts';
export { beginSession, type Entrant, type Entry, provedAgain, viewerOf } from './sessions/entering.ts';
export { type Ending, type EndingReason, endSession, endSessionsOf, sessionsOf } from './sessions/leaving.ts';
export { type Limits, limitsFor } from './sessions/limits.ts';
export { isOver, type Session, type Strength, type Viewer } from './sessions/viewer.ts';
export {
  endSuspension,
  suspend,
  type Suspension,
  suspensionOf,
} from './suspending/suspending.ts';
export { checkSignIn, type SignedIn, type SignIn } from './signing-in.ts';
export { DEVICE_DAYS, markDevice } from './tries/known-device.ts';
