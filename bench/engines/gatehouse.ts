import { decide, type Pack } from '../../src/policy/index.ts';
import {
  asPolicy,
  asQuestion,
  type CommonPolicy,
  type Engine,
  type PlainQuestion,
} from '../common-policy.ts';

export function gatehouse(common: CommonPolicy, pack: Pack): Engine {
  const policy = asPolicy(common, pack);
  const asked = new Map(common.questions.map((question) => [question, asQuestion(question)]));
  return {
    name: 'Gatehouse',
    says: 'the whole verdict',
    questions: common.questions.length,
    isAllowed: (question: PlainQuestion) =>
      decide(policy, asked.get(question) ?? asQuestion(question)).verdict === 'yes',
  };
}
