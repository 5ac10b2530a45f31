import { readSheet } from '../../roster/index.ts';
import type { Routes } from '../site.ts';
import { aboutPages } from './about/about.ts';
import { accountPages } from './account/account.ts';
import { agreementPages } from './agreements/agreements.ts';
import { answerPages } from './answer/answer.ts';
import { askingPages } from './asking/asking.ts';
import { comparePages } from './compare/compare.ts';
import { editionPages } from './editions/editions.ts';
import { calendarPages } from './calendar/calendar.ts';
import { chasingPages } from './chasing/chasing.ts';
import { factorPages } from './factors/factors.ts';
import { homePages } from './home/home.ts';
import { keepingPages } from './keeping/keeping.ts';
import { lawPages } from './law/law.ts';
import { mailPages } from './mail/mail.ts';
import { measurePages } from './measures/measures.ts';
import { myPages } from './my/my.ts';
import { peoplePages } from './people/people.ts';
import { permissionPages } from './permissions/permissions.ts';
import { policyPages } from './policy/policy.ts';
import { registerPagesReading } from './registers/registers.ts';
import { reportPages } from './reports/reports.ts';
import { rosterPages } from './roster/roster.ts';
import { samplePages } from './sample/sample.ts';
import { schoolPages } from './school/school.ts';
import { countersigningPages } from './signing/countersigning.ts';
import { signingInPages } from './signing-in/signing-in.ts';
import { receiptPages } from './signing/receipts.ts';
import { signingPages } from './signing/signing.ts';
import { subjectPages } from './subjects/subjects.ts';
import { tellingPages } from './telling/telling.ts';
import { visitorPages } from './visits/visiting.ts';
import { visitPages } from './visits/visits.ts';

/** Every page of the product, by what it is for. */
export const pages: readonly Routes[] = [
  homePages,
  schoolPages,
  askingPages,
  answerPages,
  tellingPages,
  reportPages,
  subjectPages,
  policyPages,
  agreementPages,
  keepingPages,
  editionPages,
  comparePages,
  signingInPages,
  accountPages,
  myPages,
  signingPages,
  receiptPages,
  countersigningPages,
  chasingPages,
  calendarPages,
  visitPages,
  visitorPages,
  peoplePages,
  permissionPages,
  measurePages,
  registerPagesReading(readSheet),
  rosterPages,
  factorPages,
  mailPages,
  samplePages,
  lawPages,
  aboutPages,
];
