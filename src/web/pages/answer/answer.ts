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
  app.get<ById>('/schools/:school/answers/:id', open, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const kept = await site.answerer.given(school, request.params.id);
    return sendPage(reply, answerPage(school, await asGiven(site, school, kept)));
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

async function asGiven(site: Site, school: School, kept: KeptAnswer): Promise<Given> {
  const isCurrentEdition = kept.edition === school.edition.number;
  const policy = isCurrentEdition ? school.policy : await policyOf(site, school, kept.edition);
  const question = kept.question as Question;
  const verdict = decide(policy, question);
  return { kept, policy, question, verdict, isOutdated: verdict.verdict !== kept.verdict.verdict, isCurrentEdition };
}

async function policyOf(site: Site, school: School, edition: number): Promise<Policy> {
  const { pack } = await editionsFor.read(site.store, school.key, edition);
  return compile(pack, pack.layers.flatMap((name) => site.law.get(name) ?? []));
}
