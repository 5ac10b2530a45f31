import type { Routes } from '../site.ts';
import { aboutPages } from './about/about.ts';
import { agreementPages } from './agreements/agreements.ts';
import { answerPages } from './answer/answer.ts';
import { askingPages } from './asking/asking.ts';
import { comparePages } from './compare/compare.ts';
import { editionPages } from './editions/editions.ts';
import { homePages } from './home/home.ts';
import { keepingPages } from './keeping/keeping.ts';
import { lawPages } from './law/law.ts';
import { mailPages } from './mail/mail.ts';
import { policyPages } from './policy/policy.ts';
import { schoolPages } from './school/school.ts';
import { subjectPages } from './subjects/subjects.ts';

/** Every page of the product, by what it is for. */
export const pages: readonly Routes[] = [
  homePages,
  schoolPages,
  askingPages,
  answerPages,
  subjectPages,
  policyPages,
  agreementPages,
  keepingPages,
  editionPages,
  comparePages,
  mailPages,
  lawPages,
  aboutPages,
];
