import { type Html, html } from '../../html/index.ts';
import { page } from '../../layout/page.ts';
import { address } from '../../site.ts';

/** What Gatehouse is, and what it is not. */
export const aboutPage = (): Html =>
  page({
    title: 'About Gatehouse',
    breadcrumbs: [{ text: 'Schools', href: address.home() }],
    content: html`<h1 class="govuk-heading-l">About Gatehouse</h1>
<p class="govuk-body">Every school has an acceptable use policy for its computers, phones and networks. Most are documents that people sign once and never find again.</p>
<p class="govuk-body">Gatehouse runs the policy. It is written as numbered clauses that people read and software acts on. You ask “may I?”, and get the policy’s answer with the sentence that decides it, whom to ask, and what else to keep in mind.</p>
<h2 class="govuk-heading-m">What you can rely on</h2>
<ul class="govuk-list govuk-list--bullet">
<li>An answer names the clause and the edition that it rests on.</li>
<li>A published edition never changes. You can always read what held on the day you asked.</li>
<li>Where a policy contradicts itself, Gatehouse says so. It does not settle the point for the school.</li>
<li>Where a policy is silent, the answer is neither yes nor no.</li>
</ul>
<h2 class="govuk-heading-m">The policies here</h2>
<p class="govuk-body">The policies that come with Gatehouse are our reading of documents that schools have published. They are in our words. They are not the schools’ own, and the schools have not approved them. To know what holds at a school, ask the school.</p>
<p class="govuk-body">Values, people and editions that a document leaves open stay open here. Board minutes and dates of editions are those of whoever runs this Gatehouse.</p>
<h2 class="govuk-heading-m">The law</h2>
<p class="govuk-body"><a class="govuk-link" href="${address.law()}">The law beneath every policy</a> names its sources and how sure we are of each. It is not legal advice.</p>
<h2 class="govuk-heading-m">What is kept</h2>
<p class="govuk-body">Nobody signs in yet, and no name is kept with a question. An answer is kept under its number, so that whoever asked can show it later. Please leave people’s names out of what you type.</p>
<h2 class="govuk-heading-m">Licence</h2>
<p class="govuk-body">Gatehouse is free software under the MIT licence. It runs on a school’s own machine. It uses GOV.UK Frontend (MIT), without the crown and the typeface that belong to GOV.UK alone, and the typeface Atkinson Hyperlegible Next (SIL Open Font Licence). It is no service of the government.</p>`,
  });
