export {
  type Campaign,
  campaigns,
  type ClosedDay,
  closeSchool,
  isSchoolDay,
  listClosedDays,
  openCampaign,
  openCampaignFor,
  openSchool,
  type OpeningCampaign,
  type Reason,
  remind,
  reminderDays,
} from './campaigns/index.ts';
export {
  countersign,
  type Countersigning,
  mayCountersign,
  type Waiting,
  waitingToCountersign,
} from './countersigning/countersigning.ts';
export { decline, type Declining, followUp, refusals, requireRefusal } from './declining/declining.ts';
export type { RefusalRow } from './declining/records.ts';
export { agreementErrors } from './errors.ts';
export {
  evidenceOfSignature,
  requireSignature,
  type Sealing,
  type SignatureEvidence,
  signaturesOf,
  signedOn,
} from './evidence.ts';
export { formsFor, formsOf, READING } from './form.ts';
export { isOwnName } from './naming.ts';
export { type Forms, type History, openForms } from './opening-forms.ts';
export { type Due, dueFor, type StatusFilter, statusOf, type StatusRow } from './owing/owing.ts';
export type { State, Why } from './owing/standing.ts';
export {
  type Fact,
  green,
  grouped,
  openSheet,
  receiptPdf,
  type Sheet,
  TEXT_SIZE,
  wordDay,
  wordMoment,
  writeFacts,
  writeHead,
  writeNote,
} from './receipts/index.ts';
export { scanOf, type SignatureRow } from './records.ts';
export { type PaperForm, signOnPaper } from './signing/on-paper.ts';
export { type Reader, show } from './signing/showing.ts';
export { type NotSigned, type Proof, sign, type Signed, type Signing } from './signing/signing.ts';
export { signsFirst } from './signing-first.ts';
export { endVisit, openVisit, type Visit, visitOf, visitsNow } from './visits/index.ts';
export type { FormText, ShownClause, Wording } from './wording.ts';
