import { nameOf } from '../../../policy/index.ts';
import type { Gap, School } from '../../../verdicts/index.ts';
import { type Html, html } from '../../html/index.ts';
import { table } from '../../components/table.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { capital } from '../../wording/text.ts';
import { wordDay } from '../../wording/days.ts';
import { localDay } from '../../../kernel/index.ts';

/** What was asked in vain: acts on which the policy is silent, and questions that nobody could place. */
export function gapsPage(school: School, gaps: readonly Gap[]): Html {
  const silent = gaps.filter((gap) => gap.kind === 'silent');
  const unplaced = gaps.filter((gap) => gap.kind === 'not-found');
  return schoolPage(school, {
    place: 'keeping',
    title: 'Gaps',
    trail: [{ text: 'Keeping the policy', href: address.keeping(school.key) }],
    content: html`${pageHeading('Gaps', school.name)}
<p class="govuk-body">What people asked and the policy could not answer.</p>
<h2 class="govuk-heading-m">The policy says nothing</h2>
${silent.length === 0 ? html`<p class="govuk-body">So far the policy had something to say to every question.</p>` : silentTable(school, silent)}
<h2 class="govuk-heading-m">Nobody could place the question</h2>
${unplaced.length === 0 ? html`<p class="govuk-body">Nobody has told us of a question that nothing fits.</p>` : unplacedCount(unplaced)}
${gaps.length > 0 && whatToDo}`,
  });
}

const times = (gap: Gap) => ({ text: gap.times, format: 'numeric' });
const last = (gap: Gap) => ({ text: wordDay(localDay(gap.last)) });
const head = (what: string) => [{ text: what }, { text: 'Times', format: 'numeric' }, { text: 'Last asked' }];

function silentTable(school: School, gaps: readonly Gap[]): Html {
  const { vocabulary } = school.policy;
  const link = ({ subject }: Gap) => {
    const field = vocabulary.events.has(subject) ? 'event' : 'act';
    return {
      html: html`<a class="govuk-link" href="${address.question(school.key, new URLSearchParams({ [field]: subject }))}">${capital(nameOf(vocabulary, subject))}</a>`,
    };
  };
  return table({
    caption: 'Acts and events on which the policy is silent, those asked most often first',
    captionClasses: 'govuk-table__caption--s',
    classes: 'gatehouse-gaps',
    head: head('What was asked about'),
    firstCellIsHeader: true,
    rows: gaps.map((gap) => [link(gap), times(gap), last(gap)]),
  });
}

/**
 * How many there are, and when the last was told. What people typed may hold names, so it is shown to nobody here
 * until people can sign in.
 */
function unplacedCount(gaps: readonly Gap[]): Html {
  const count = gaps.reduce((sum, gap) => sum + gap.times, 0);
  const newest = gaps
    .map((gap) => localDay(gap.last))
    .toSorted()
    .at(-1) as string;
  return html`<p class="govuk-body">${count === 1 ? 'One question' : `${count} questions`} that nothing fits ${count === 1 ? 'was' : 'were'} told, the last on ${wordDay(newest)}. What people typed may hold names, so it is not shown on a page that anybody can open. The technician can list it with <code>gatehouse gaps</code>.</p>`;
}

const whatToDo = html`<h2 class="govuk-heading-m">What to do with a gap</h2>
<ul class="govuk-list govuk-list--bullet">
<li>Where the policy ought to say something, add a clause and publish an edition.</li>
<li>Where it says it in other words, add people’s words to the vocabulary, so that the question is found.</li>
<li>Where it is no matter for a policy, leave it. People are told whom to ask.</li>
</ul>`;
