import type { Routes } from '../site.ts';
import { aboutPages } from './about/about.ts';
import { answerPages } from './answer/answer.ts';
import { askingPages } from './asking/asking.ts';
import { homePages } from './home/home.ts';
import { policyPages } from './policy/policy.ts';
import { schoolPages } from './school/school.ts';

/** Every page of the product, by what it is for. */
export const pages: readonly Routes[] = [homePages, schoolPages, askingPages, answerPages, policyPages, aboutPages];
