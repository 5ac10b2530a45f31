import { button } from '../../components/button.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import { wordMoment } from '../../wording/days.ts';
import { formTo } from '../people/filling.ts';
import { registers } from './addresses.ts';
import type { Looking } from './looking.ts';

const TITLE = 'What falls due, in your own calendar';

/** Makes, and ends, the secret address of somebody's calendar. */
export const calendarPage = ({ school, viewer }: Looking, madeAt: Date | undefined, banner: Child): Html =>
  schoolPage(school, {
    viewer,
    title: TITLE,
    trail: trailOf(school.key),
    content: html`${banner}${pageHeading(TITLE, school.name)}
<p class="govuk-body">Your calendar program can show when checks and loans fall due in the registers that you may see. It shows numbers by day and register, and names nobody. What you may see is looked up each time.</p>
<p class="govuk-body">Whoever has the address can read it without signing in, so tell it to nobody but your own calendar.</p>
${
  madeAt === undefined
    ? formTo(registers.calendar(school.key), button({ text: 'Make an address', preventDoubleClick: true }))
    : html`<p class="govuk-body">You made an address on ${wordMoment(madeAt)}. It cannot be shown again.</p>
${formTo(registers.calendar(school.key), button({ text: 'Make a new address and end this one', preventDoubleClick: true }))}
${formTo(registers.calendarEnd(school.key), button({ text: 'End the address', classes: 'govuk-button--secondary', preventDoubleClick: true }))}`
}`,
  });

/** Shows the address once. */
export const madePage = ({ school, viewer }: Looking, feed: string): Html =>
  schoolPage(school, {
    viewer,
    title: 'Your calendar’s address',
    trail: [...trailOf(school.key), { text: TITLE, href: registers.calendar(school.key) }],
    content: html`${pageHeading('Your calendar’s address', school.name)}
<p class="govuk-body">Copy it into your calendar program as a calendar to subscribe to. It is shown only now.</p>
<p class="govuk-body"><code id="feed">${(feed.match(/.{1,12}/gu) ?? []).map((part) => html`${part}<wbr>`)}</code></p>
<p class="govuk-body">Lost it, or somebody else has it? <a class="govuk-link" href="${registers.calendar(school.key)}">Make a new one or end it</a>.</p>`,
  });

const trailOf = (school: string) => [
  { text: 'Registers', href: registers.all(school) },
  { text: 'What falls due', href: registers.checks(school) },
];
