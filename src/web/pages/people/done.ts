import { doneBannerOf } from '../../components/done-banner.ts';

/** What was just done, by the word that the address carries to the next page. */
const sentences = new Map([
  ['added', 'The person is entered.'],
  ['invited', 'The invitation is sent. Its link works once, within seven days.'],
  ['no-address', 'Nothing is sent: there is no e-mail address. Enter one first.'],
  ['not-invited', 'Nothing is sent: there is an account already, or the person is shut.'],
  ['changed', 'The change is kept.'],
  ['role-given', 'The role is given.'],
  ['role-ended', 'The role is ended.'],
  ['joined', 'The person is in the group.'],
  ['left', 'The person has left the group.'],
  ['group-added', 'The group is there.'],
  ['tied', 'The family is tied.'],
  ['untied', 'The tie is ended.'],
  ['shut', 'Shut. From now on nothing opens for this person. The list of what is left to do is below.'],
  ['reopened', 'The person is let in again. Give the roles that the person holds from now on.'],
  ['list-opened', 'The list is open. Tick off what is done.'],
  ['ticked', 'Ticked off.'],
  ['countersigned', 'Countersigned.'],
  ['followed-up', 'It is noted how this ended.'],
  ['reminded', 'Everybody who is due a reminder today has been sent one.'],
  ['nobody-reminded', 'Nobody is due a reminder today.'],
  ['campaign', 'The round of asking is open.'],
  ['paper', 'The paper form is kept.'],
  ['visit-ended', 'The visit is ended.'],
]);

/** Says what was just done, where the address says so. */
export const doneBanner = doneBannerOf(sentences);
