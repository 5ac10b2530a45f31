export {
  changePassword,
  checkPassword,
  type Letterhead,
  type PasswordChange,
  type Passwords,
  rulesFor,
  tellPassword,
} from './changing-passwords.ts';
export { CLASS_LINK_WEEKS, classBy, classToken, endClassLinks } from './class-link.ts';
export { beginSession, type Entrant, type Entry, provedAgain, viewerOf } from './entering.ts';
export { accountErrors } from './errors.ts';
export * from './factors/index.ts';
export {
  type Acceptance,
  type Accepted,
  acceptInvitation,
  invite,
  invitedBy,
  inviteByLetter,
} from './inviting.ts';
export { DEVICE_DAYS, markDevice } from './known-device.ts';
export { type Ending, type EndingReason, endSession, endSessionsOf, sessionsOf } from './leaving.ts';
export { type Limits, limitsFor } from './limits.ts';
export { type PasswordAge, passwordAge } from './password-age.ts';
export {
  type PasswordOwner,
  type PasswordRefusal,
  type PasswordRules,
  passwordRules,
  refusalOf,
} from './password-rules.ts';
export { isPicture, PICTURES_CHOSEN, type PictureId, pictures } from './pictures.ts';
export {
  checkPupil,
  type PupilSecret,
  type PupilSignedIn,
  sealPupilSecret,
  setPupilSecret,
} from './pupil-signing-in.ts';
export { accountOf, type AccountRow, type ListedPupil, type PupilClass } from './records.ts';
export { askWayBack, type Returned, returnerBy, sendWayBack, setByWayBack } from './returning.ts';
export { checkSignIn, type SignedIn, type SignIn } from './signing-in.ts';
export { isOver, type Session, type Strength, type Viewer } from './viewer.ts';
