import { kindOf, type Pressing, type Queue, type Report, type ReportKind } from '../../../reports/index.ts';
import { wordFact } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import { tag } from '../../components/tag.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { type Query, textIn } from '../../querying.ts';
import type { Site } from '../../site.ts';
import { capital } from '../../wording/text.ts';

export const queueNames: Readonly<Record<Queue, string>> = {
  safeguarding: 'Safeguarding',
  'data-protection': 'Data protection',
  ict: 'ICT',
  conduct: 'Conduct',
  other: 'Everything else',
};

export const kindIn = (site: Site, { kind, event }: Pick<Report, 'kind' | 'event'>): ReportKind =>
  site.reporting.kinds.get(kind) ?? kindOf(site.reporting.kinds, event);

/** What a report is of, in a few words: its event, or its kind where the policy has no word for it. */
export const nameOfReport = (site: Site, school: School, report: Pick<Report, 'kind' | 'event'>): string =>
  capital(school.policy.vocabulary.events.find(report.event)?.name ?? kindIn(site, report).name);

/** What was said beside the words, each as question and answer. */
export const factRows = ({ policy: { vocabulary } }: School, facts: Report['facts']) =>
  Object.entries(facts).map(([name, value]) => ({
    key: { text: vocabulary.facts.find(name)?.ask ?? name },
    value: { text: capital(wordFact(vocabulary, name, value).split(': ').slice(1).join(': ')) },
  }));

export const ways: Readonly<Record<Report['way'], string>> = {
  page: 'On this site',
  letter: 'By e-mail',
  telephone: 'By telephone',
  verdict: 'From an answer of the policy',
  'block-page': 'From a page that was blocked',
};

/** How far a report is, in a word. */
export function stateTag({ report, isHeard, isPartlyHeard }: Pressing): Html {
  if (report.state === 'closed') return tag({ text: 'Closed', classes: 'govuk-tag--grey' });
  if (report.assignedTo !== undefined) return tag({ text: 'Being seen to', classes: 'govuk-tag--green' });
  if (isHeard) return tag({ text: 'Heard', classes: 'govuk-tag--green' });
  return isPartlyHeard
    ? tag({ text: 'Heard by some', classes: 'govuk-tag--yellow' })
    : tag({ text: 'Nobody heard it yet', classes: 'govuk-tag--red' });
}

/** Words in paragraphs, as they were written. */
export const inParagraphs = (words: string): Html[] =>
  words
    .split(/\n{2,}/)
    .map(
      (part) =>
        html`<p class="govuk-body">${part.split('\n').map((line, at) => html`${at > 0 && html`<br>`}${line}`)}</p>`,
    );

/** What was just done, by the word that the address carries to the next page. */
const sentences = new Map([
  ['acknowledgement', 'It is noted that you have heard it.'],
  ['assignment', 'It is given to them, and they are told.'],
  ['notes', 'Your note is kept.'],
  ['evidence', 'It is kept as it is. Its hash is in the ledger.'],
  ['questions', 'Your question is on its way to whoever told this.'],
  ['messages', 'Your words are on their way to whoever told this.'],
  ['findings', 'What was found is kept.'],
  ['referrals', 'The referral is kept.'],
  ['handover', 'The handover is kept. Nothing was copied.'],
  ['parents', 'It is kept that the parents were told.'],
  ['about', 'It is kept whom it is about. For them it does not exist.'],
  ['hearers', 'They hear it from now on, and are told.'],
  ['links', 'The link is kept.'],
  ['steps', 'The step is ticked.'],
  ['outcome', 'It is closed.'],
  ['reopening', 'It is open again.'],
]);

/** Says what was just done, where the address says so. */
export function doneBanner(query: Query): Child {
  const text = sentences.get(textIn(query, 'done') ?? '');
  return text !== undefined && notificationBanner({ type: 'success', text });
}
