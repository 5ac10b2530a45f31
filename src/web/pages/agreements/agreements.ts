import { Fault } from '../../../kernel/index.ts';
import { webErrors } from '../../errors.ts';
import { keepPages } from '../../kept-pages.ts';
import { open } from '../../powers.ts';
import type { InSchool, Routes } from '../../site.ts';
import { formPage } from './form-page.ts';
import { formsPage } from './forms-page.ts';

interface OfForm {
  readonly Params: InSchool['Params'] & { readonly form: string };
}

/** `/schools/:school/agreements`: who signs what, in which words. */
export const agreementPages: Routes = (app, site) => {
  const kept = keepPages(100);

  app.get<InSchool>('/schools/:school/agreements', open, (request, reply) => {
    const school = site.answerer.school(request.params.school);
    return kept.send(request, reply, `${school.key} ${school.edition.number}`, () => formsPage(school));
  });

  app.get<OfForm>('/schools/:school/agreements/:form', open, (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const form = school.policy.pack.agreements.find((each) => each.id === request.params.form);
    if (!form)
      throw new Fault('PAGE_NOT_FOUND', `this school has no form \`${request.params.form.slice(0, 40)}\``, {
        status: 404,
        help: webErrors.PAGE_NOT_FOUND,
      });
    return kept.send(request, reply, `${school.key} ${school.edition.number} ${form.id}`, () =>
      formPage(school, form),
    );
  });
};
