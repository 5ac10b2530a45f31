import type { Finding } from '../../../policy/index.ts';
import type { Gap, School } from '../../../verdicts/index.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { counted } from '../../wording/text.ts';
import { byKind, kindWords } from './findings.ts';

/** What is known of a policy by those who keep it. */
export interface Known {
  readonly school: School;
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly counts: ReadonlyMap<string, number>;
}

/** Where to look first: figures, each leading to its page. */
export function overviewPage({ school, findings, gaps, counts }: Known): Html {
  const { settings } = school.policy.pack;
  const owed = [...settings.values()].filter((setting) => setting.value === undefined).length;
  const asked = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return schoolPage(school, {
    place: 'keeping',
    title: 'Keeping the policy',
    content: html`${pageHeading('Keeping the policy', school.name)}
<p class="govuk-body">For the headteacher, governors and whoever writes the policy. This is what a reader misses, and what people asked in vain.</p>
<ul class="gatehouse-figures">
${figure(findings.length, 'Findings', address.findings(school.key), gravest(findings))}
${figure(owed, 'Values owed', address.settings(school.key), `${counted(settings.size, 'value')} in all that the text leaves to the school.`)}
${figure(gaps.length, 'Gaps', address.gaps(school.key), 'Questions that the policy could not answer.')}
${figure(asked, 'Answers given', address.given(school.key), 'How often it was yes, no, or ask somebody.')}
${figure(school.edition.number, school.edition.number === 1 ? 'Edition' : 'Editions', address.editions(school.key), 'What changed, from when, and by which minute.')}
</ul>`,
  });
}

const figure = (
  count: number,
  name: string,
  href: string,
  text: string,
): Html => html`<li class="gatehouse-figure">
<h2 class="gatehouse-figure__name"><a class="govuk-link" href="${href}">${name}</a></h2>
<p class="gatehouse-figure__count">${count.toLocaleString('en-GB')}</p>
<p class="govuk-body-s">${text}</p>
</li>
`;

function gravest(findings: readonly Finding[]): string {
  const [first] = byKind(findings);
  return first
    ? `First of all: ${kindWords[first[0]].title.toLowerCase()} (${first[1].length}).`
    : 'Nothing was found. That is rare.';
}
