import { type Clause, clausesOf, type Pack, type PackRole, type Setting } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordSetting } from '../../wording/meaning.ts';
import { capital, counted } from '../../wording/text.ts';

/** What the text leaves to the school: values, and people. */
export function settingsPage(school: School): Html {
  const { pack } = school.policy;
  const settings = [...pack.settings.values()];
  const owed = settings.filter((setting) => setting.value === undefined);
  const set = settings.filter((setting) => setting.value !== undefined);
  return schoolPage(school, {
    place: 'keeping',
    title: 'Values and people',
    trail: [{ text: 'Keeping the policy', href: address.keeping(school.key) }],
    content: html`${pageHeading('Values and people', school.name)}
<p class="govuk-body">The text of a policy leaves some things to the school. Gatehouse makes none of them up.</p>
<h2 class="govuk-heading-m">Values that the school still owes <span class="gatehouse-count">${owed.length}</span></h2>
${owed.length === 0 ? html`<p class="govuk-body">${settings.length === 0 ? 'The text leaves no value open.' : 'The school has set them all.'}</p>` : html`<p class="govuk-body">Decide each, and write it under “settings” in the policy’s pack. It holds from the next edition.</p>${list(school, owed)}`}
${set.length > 0 && html`<h2 class="govuk-heading-m">Values that are set <span class="gatehouse-count">${set.length}</span></h2>${list(school, set)}`}
${people(school, pack)}`,
  });
}

const list = (school: School, settings: readonly Setting[]): Html =>
  html`<ul class="gatehouse-settings">${settings.map(
    (setting) => html`<li><p class="gatehouse-finding__message">${setting.ask}</p>
${setting.value !== undefined && html`<p class="govuk-body">${capital(wordSetting(setting))}</p>`}
${neededBy(school, setting)}</li>
`,
  )}</ul>`;

function neededBy(school: School, setting: Setting): Html | undefined {
  const clauses = clausesOf(school.policy.pack).filter((clause) => clause.settings.includes(setting.id));
  return clauses.length === 0
    ? undefined
    : html`<p class="govuk-body-s">${links(school, clauses, 'Needed by')}</p>`;
}

/** "Needed by clauses 4.2, 4.3 and 5.1", each a link. */
function links(school: School, clauses: readonly Clause[], before: string): Html {
  const shown = clauses.map(
    (clause) =>
      html`<a class="govuk-link" href="${address.clause(school.key, clause.id)}">${clause.number}</a>`,
  );
  return html`${before} ${clauses.length === 1 ? 'clause' : 'clauses'} ${shown.map((link, index) => html`${index > 0 && (index === shown.length - 1 ? ' and ' : ', ')}${link}`)}`;
}

/** Roles that agree or hear, and whom the document ties to nobody. */
function people(school: School, pack: Pack): Html {
  const needing = (role: PackRole) =>
    clausesOf(pack).filter((clause) =>
      [clause.from, clause.to, clause.by].some((party) => party?.roles.includes(role.id)),
    );
  const unnamed = [...pack.roles.values()]
    .filter((role) => role.called.length === 0 && role.kind !== 'outside')
    .map((role) => ({ role, clauses: needing(role) }))
    .filter(({ clauses }) => clauses.length > 0);
  const nobody = clausesOf(pack).filter(
    (clause) => clause.from?.roles.length === 0 || clause.to?.roles.length === 0,
  );
  return html`<h2 class="govuk-heading-m">People whom the document does not name <span class="gatehouse-count">${unnamed.length + (nobody.length > 0 ? 1 : 0)}</span></h2>
${
  unnamed.length === 0 && nobody.length === 0
    ? html`<p class="govuk-body">Whoever is asked or told is named.</p>`
    : html`<p class="govuk-body">These are asked or told, and the document does not say who they are.</p>
<ul class="gatehouse-settings">
${unnamed.map(
  ({
    role,
    clauses,
  }) => html`<li><p class="gatehouse-finding__message">${capital(role.name)}</p><p class="govuk-body-s">${links(school, clauses, 'Asked or told by')}</p></li>
`,
)}${nobody.length > 0 && html`<li><p class="gatehouse-finding__message">Nobody at all</p><p class="govuk-body-s">${counted(nobody.length, 'clause demands', 'clauses demand')} a permission or a report and ${nobody.length === 1 ? 'names' : 'name'} nobody. ${links(school, nobody, 'See')}</p></li>`}</ul>`
}
`;
}
