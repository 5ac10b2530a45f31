import type { School } from '../../../verdicts/index.ts';
import { type Html, html } from '../../html/index.ts';
import { address, schoolPage } from '../../site.ts';
import { doorAddress } from './addresses.ts';

const whatToDo = (school: School): Readonly<Record<'invitation' | 'way-back' | 'class', Html>> => ({
  invitation: html`<p class="govuk-body">An invitation works once, for seven days. If you have used it, <a class="govuk-link" href="${address.signIn(school.key)}">sign in</a>. If not, ask the school office for a new one.</p>`,
  'way-back': html`<p class="govuk-body">A link to set a password works once, for an hour. <a class="govuk-link" href="${doorAddress.wayBack(school.key)}">Ask for another</a>.</p>`,
  class: html`<p class="govuk-body">Ask your teacher for the new page of your class.</p>`,
});

/** A link that opens nothing, whyever: used, old, changed, of another school. */
export const linkPage = (school: School, kind: 'invitation' | 'way-back' | 'class'): Html =>
  schoolPage(school, {
    title: 'This link does not open anything',
    content: html`<h1 class="govuk-heading-l">This link does not open anything</h1>
${whatToDo(school)[kind]}`,
  });
