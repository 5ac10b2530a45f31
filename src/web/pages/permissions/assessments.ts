import {
  approveAssessment,
  type Assessment,
  type AssessmentKind,
  assessmentForms,
  assessmentKinds,
  mayApprove,
  readAssessments,
  approvingHolders,
  saveAssessment,
} from '../../../permissions/index.ts';
import { mayUse } from '../../powers.ts';
import { choiceIn, type Query } from '../../querying.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, idIn, notHere } from '../people/acting.ts';
import { type Filled, filledIn, noMistakes, prefilled, wrongDay } from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import {
  type ShownAssessment,
  assessmentPage,
  assessmentsPage,
  newAssessmentPage,
} from './assessments-page.ts';
import { namesOf } from './names.ts';
import { saidBanner } from './words.ts';

interface Asked extends InSchool {
  readonly Querystring: Query;
}
interface OfAssessment {
  readonly Params: InSchool['Params'] & { readonly id: string };
  readonly Querystring: Query;
}

const writing = { config: { power: 'assessments.write' } } as const;
/** Who approves may be nobody of the staff: a protection officer from outside, a governor. That is looked at for each. */
const signedIn = { config: { power: 'permissions.answer' } } as const;

/** `/schools/:school/assessments`: what was looked at before something is agreed to. */
export const assessmentPages: Routes = (app, site) => {
  listAndNew(app, site);
  oneAssessment(app, site);
};

const listAndNew: Routes = (app, site) => {
  app.get<InSchool>('/schools/:school/assessments', signedIn, async (request, reply) => {
    const acting = actingIn(site, request);
    const all = await visible(site, acting);
    if (all.length === 0 && !mayWrite(acting)) throw notHere();
    const names = await namesOf(
      site,
      acting,
      all.map(({ writtenBy }) => writtenBy),
    );
    return sendPage(reply, assessmentsPage(acting, all, names, mayWrite(acting)));
  });

  app.get<Asked>('/schools/:school/assessments/new', writing, (request, reply) => {
    const acting = actingIn(site, request);
    const kind = choiceIn(request.query, 'kind', assessmentKinds) ?? 'cloud';
    return sendPage(reply, newAssessmentPage(acting, kind, prefilled({}), noMistakes));
  });

  app.post<Asked>('/schools/:school/assessments', writing, async (request, reply) => {
    const acting = actingIn(site, request);
    const filled = filledIn(request.body);
    const kind = assessmentKinds.find((each) => each === filled.text('kind')) ?? 'cloud';
    if (!filled.has('title'))
      return sendPage(reply.code(422), newAssessmentPage(acting, kind, filled, untitled));
    const { id } = await save(site, acting, kind, filled);
    return reply.redirect(`${permissionAddress.assessment(acting.school.key, id)}?done=saved`, 303);
  });
};

const oneAssessment: Routes = (app, site) => {
  app.get<OfAssessment>('/schools/:school/assessments/:id', signedIn, async (request, reply) => {
    const acting = actingIn(site, request);
    const shown = await shownIn(site, acting, request.params.id);
    return sendPage(reply, assessmentPage({ ...shown, banner: saidBanner(request.query) }));
  });

  app.post<OfAssessment>('/schools/:school/assessments/:id', writing, async (request, reply) => {
    const acting = actingIn(site, request);
    const shown = await shownIn(site, acting, request.params.id);
    const filled = filledIn(request.body);
    if (!filled.has('title'))
      return sendPage(reply.code(422), assessmentPage({ ...shown, filled, mistakes: untitled }));
    const { id, kind } = shown.assessment;
    await save(site, acting, kind, filled, id);
    return reply.redirect(`${permissionAddress.assessment(acting.school.key, id)}?done=saved`, 303);
  });

  app.post<OfAssessment>('/schools/:school/assessments/:id/approval', signedIn, async (request, reply) => {
    const acting = actingIn(site, request);
    const shown = await shownIn(site, acting, request.params.id);
    if (!shown.mayApprove) throw notHere();
    const filled = filledIn(request.body);
    const reviewOn = filled.day('review');
    if (reviewOn === undefined || reviewOn === wrongDay || reviewOn <= acting.day) {
      const mistakes = new Map([['review-day', 'Enter a day later than today']]);
      return sendPage(reply.code(422), assessmentPage({ ...shown, mistakes }));
    }
    const { id } = shown.assessment;
    const edition = Number(filled.text('edition'));
    await site.store.transaction((tx) =>
      approveAssessment(tx, { ...acting.act, by: acting.viewer.personId }, acting.school.policy, {
        id,
        edition,
        reviewOn,
      }),
    );
    return reply.redirect(`${permissionAddress.assessment(acting.school.key, id)}?done=approved`, 303);
  });
};

const untitled = new Map([['title', 'Say what it is about']]);

const mayWrite = ({ viewer }: Acting): boolean => mayUse('assessments.write', viewer.roles);

/** Everything to those who write and to those who oversee; to others what they may approve. */
async function visible(site: Site, acting: Acting): Promise<Assessment[]> {
  const { school, viewer, day } = acting;
  const all = await readAssessments(site.store.db, school.key, {});
  if (mayWrite(acting) || mayUse('permissions.oversee', viewer.roles)) return all;
  const holders = await approvingHolders(site.store.db, school.key, day, school.policy);
  return all.filter((each) => mayApprove(each, viewer.personId, holders, school.policy));
}

/** @throws PAGE_NOT_FOUND */
async function shownIn(site: Site, acting: Acting, text: string): Promise<ShownAssessment> {
  const { school, viewer, day } = acting;
  const { db } = site.store;
  const id = idIn(text);
  const [assessment, ...earlier] = await readAssessments(db, school.key, { id, all: true });
  if (!assessment) throw notHere();
  const holders = await approvingHolders(db, school.key, day, school.policy);
  const may = mayApprove(assessment, viewer.personId, holders, school.policy);
  const isOpen = mayWrite(acting) || mayUse('permissions.oversee', viewer.roles);
  if (!may && !isOpen) throw notHere();
  return {
    acting,
    assessment,
    earlier,
    names: await namesOf(
      site,
      acting,
      [assessment, ...earlier].flatMap((each) => [each.writtenBy, each.approvedBy]),
    ),
    mayWrite: mayWrite(acting),
    mayApprove: may && assessment.approvedAt === undefined,
    filled: prefilled({ title: assessment.title, ...answersFilled(assessment) }),
    mistakes: noMistakes,
    banner: undefined,
  };
}

const answersFilled = ({ answers }: Assessment) =>
  Object.fromEntries(Object.entries(answers).map(([id, answer]) => [`answer.${id}`, answer]));

const save = (site: Site, acting: Acting, kind: AssessmentKind, filled: Filled, id?: string) =>
  site.store.transaction((tx) =>
    saveAssessment(
      tx,
      { ...acting.act, by: acting.viewer.personId },
      {
        id,
        kind,
        title: filled.text('title'),
        answers: Object.fromEntries(
          assessmentForms[kind].questions.map((question) => [
            question.id,
            filled.text(`answer.${question.id}`),
          ]),
        ),
      },
    ),
  );
