import { localDay } from '../../../kernel/index.ts';
import { compile, decide, type Policy, type Question, type Verdict } from '../../../policy/index.ts';
import { editionsFor, type KeptAnswer, type School } from '../../../verdicts/index.ts';
import { open } from '../../powers.ts';
import { type InSchool, type Routes, sendPage, type Site } from '../../site.ts';
import { answerPage } from './answer-page.ts';

interface ById {
  readonly Params: InSchool['Params'] & { readonly id: string };
}

/** `/schools/:school/answers/:id`: an answer as it was given, to read again, print and rely on. */
export const answerPages: Routes = (app, site) => {
  const oldPolicies = oldPoliciesOf(site);
  app.get<ById>('/schools/:school/answers/:id', open, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const kept = await site.answerer.given(school, request.params.id);
    return sendPage(reply, answerPage(school, await asGiven(school, kept, oldPolicies)));
  });
};

/** A kept answer with the policy by which it was given. */
export interface Given {
  readonly kept: KeptAnswer;
  readonly policy: Policy;
  readonly question: Question;
  readonly verdict: Verdict;
  /** Whether the same question would be answered otherwise by that edition now: the law beneath it changed. */
  readonly isOutdated: boolean;
  readonly isCurrentEdition: boolean;
}

async function asGiven(school: School, kept: KeptAnswer, oldPolicies: OldPolicies): Promise<Given> {
  const isCurrentEdition = kept.edition === school.edition.number;
  const day = localDay(kept.askedAt);
  const isToday = isCurrentEdition && day === school.day;
  const policy = isToday ? school.policy : await oldPolicies.of(school, kept.edition, day);
  const question = kept.question as Question;
  const verdict = decide(policy, question);
  return {
    kept,
    policy,
    question,
    verdict,
    isOutdated: verdict.verdict !== kept.verdict.verdict,
    isCurrentEdition,
  };
}

/** Policies as they decided on a day gone by: by their edition, and by the rulings that were live then. */
interface OldPolicies {
  of(school: School, edition: number, day: string): Promise<Policy>;
}

/** Reading and compiling takes some ten milliseconds, so what was asked for lately is kept at hand. */
const MOST_OLD = 32;

function oldPoliciesOf(site: Site): OldPolicies {
  const kept = new Map<string, Promise<Policy>>();
  return {
    of({ key }, edition, day) {
      const name = `${key} ${edition} ${day}`;
      const policy = kept.get(name) ?? compileOld(site, key, edition, day);
      kept.delete(name);
      kept.set(name, policy);
      policy.catch(() => kept.delete(name));
      const [oldest] = kept.keys();
      if (kept.size > MOST_OLD && oldest !== undefined) kept.delete(oldest);
      return policy;
    },
  };
}

async function compileOld(site: Site, school: string, edition: number, day: string): Promise<Policy> {
  const { pack } = await editionsFor.read(site.store, school, edition);
  const law = pack.layers.flatMap((name) => site.law.get(name) ?? []);
  return compile(pack, law, day);
}
