import type { Waiting } from '../../../agreements/index.ts';
import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { input } from '../../components/input.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';
import type { Acting } from '../people/acting.ts';
import { dayField, type Filled, formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';
import { wordRole } from '../people/role-choices.ts';

interface Queue {
  readonly acting: Acting;
  /** What the viewer may countersign today. */
  readonly mine: readonly Waiting[];
  /** What nobody may countersign today. */
  readonly stuck: readonly Waiting[];
  readonly isOffice: boolean;
  readonly filled: Filled;
  readonly mistakes: Mistakes;
}

/** What waits to be countersigned: several at once, or one. */
export function countersigningPage(queue: Queue, banner: Child): Html {
  const { school, viewer } = queue.acting;
  return schoolPage(school, {
    place: 'my',
    viewer,
    title: 'Countersigning',
    hasErrors: queue.mistakes.size > 0,
    trail: [{ text: 'Your page', href: address.my(school.key) }],
    content: html`${banner}${mistakesSummary(queue.mistakes)}${pageHeading('Countersigning', school.name)}
${queue.mine.length === 0 ? html`<p class="govuk-body">Nothing waits for you.</p>` : form(queue)}
${stuck(queue)}`,
  });
}

const named = ({ person, childName, title }: Waiting): string =>
  `${person}${childName === undefined ? '' : `, for ${childName}`}: ${title}`;

function form({ acting: { school }, mine, isOffice, filled, mistakes }: Queue): Html {
  return formTo(
    address.countersigning(school.key),
    html`${checkboxes({
      name: 'signature',
      fieldset: { legend: { text: 'What do you countersign?', classes: 'govuk-fieldset__legend--m' } },
      hint: { text: 'The oldest first. Both dates are kept: the signer’s and yours.' },
      errorMessage: wrong(mistakes, 'signature'),
      values: filled.all('signature'),
      items: mine.map((waiting) => ({
        value: waiting.signatureId,
        text: named(waiting),
        hint: {
          html: html`Signed on ${wordDay(waiting.signedOn)} as “${waiting.fullName}”${isOffice && html`. <a class="govuk-link" href="${address.signature(school.key, waiting.signatureId)}">What was signed<span class="govuk-visually-hidden"> by ${waiting.person}</span></a>`}`,
        },
      })),
    })}
${input({ name: 'fullName', label: { text: 'Your full name' }, errorMessage: wrong(mistakes, 'fullName'), value: filled.text('fullName'), autocomplete: 'name', spellcheck: false, classes: 'govuk-input--width-20' })}
${dayField({ name: 'signedOn', legend: 'Today’s date', filled, mistakes })}
${button({ text: 'Countersign', preventDoubleClick: true })}`,
  );
}

function stuck({ acting: { school }, stuck: waiting }: Queue): Child {
  const { pack } = school.policy;
  return (
    waiting.length > 0 &&
    html`<h2 class="govuk-heading-m">Nobody may countersign these today <span class="gatehouse-count">${waiting.length}</span></h2>
<p class="govuk-body">Nobody countersigns what they signed themself. <a class="govuk-link" href="${address.roles(school.key)}">Give the role to somebody, or name a deputy</a>. The headteacher’s own waits for the chair of governors.</p>
<ul class="govuk-list govuk-list--bullet">${waiting.map((each) => html`<li>${named(each)}, for the ${wordRole(pack, each.role).toLowerCase()} to countersign</li>`)}</ul>`
  );
}
