import { html } from '../../html/index.ts';
import { page } from '../../layout/page.ts';
import { open } from '../../powers.ts';
import { type Routes, sendPage } from '../../site.ts';

/** `/about`: what this is. */
export const aboutPages: Routes = (app) => {
  app.get('/about', open, (_request, reply) => sendPage(reply, aboutPage()));
};

const aboutPage = () => page({ title: 'About Gatehouse', content: html`<h1 class="govuk-heading-l">About Gatehouse</h1><p class="govuk-body">Gatehouse runs a school’s ICT acceptable use policy.</p>` });
