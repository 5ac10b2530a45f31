import { CLASS_LINK_WEEKS, PICTURES_CHOSEN, pictures, type Viewer } from '../../../accounts/index.ts';
import { type Group, nameOf, type Person } from '../../../people/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { input } from '../../components/input.ts';
import { select } from '../../components/select.ts';
import { table } from '../../components/table.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { summaryOf, type Wrong } from '../factors/forms.ts';
import { drawing } from '../signing-in/drawings.ts';
import { accountAddress } from './addresses.ts';

const trailOf = (school: School, ...more: readonly { text: string; href: string }[]) => [
  { text: 'Your account', href: address.account(school.key) },
  ...more,
];
const toClasses = (school: School) => ({ text: 'Classes', href: accountAddress.classes(school.key) });

/** The classes whose sign-in somebody looks after. */
export const classesPage = (school: School, viewer: Viewer, classes: readonly Group[]): Html =>
  schoolPage(school, {
    title: 'How pupils sign in',
    viewer,
    trail: trailOf(school),
    content: html`${pageHeading('How pupils sign in', school.name)}
<p class="govuk-body">Each class has a page where its pupils find their names. There each shows three pictures or types a word that you have set.</p>
${
  classes.length === 0
    ? html`<p class="govuk-body">You lead no class. The school office puts you down for one.</p>`
    : html`<ul class="govuk-list govuk-list--bullet">${classes.map(({ id, name }) => html`<li><a class="govuk-link" href="${accountAddress.class(school.key, id)}">${name}</a></li>`)}</ul>`
}`,
  });

export interface ClassPageOptions {
  readonly school: School;
  readonly viewer: Viewer;
  readonly group: Group;
  readonly pupils: readonly Person[];
  /** What each pupil signs in with, who has something. */
  readonly kinds: ReadonlyMap<string, 'picture' | 'word'>;
  /** The address that was just made. */
  readonly link: string | undefined;
}

/** One class: its page for pupils, and who has pictures or a word. */
export function classPage({ school, viewer, group, pupils, kinds, link }: ClassPageOptions): Html {
  return schoolPage(school, {
    title: group.name,
    viewer,
    trail: trailOf(school, toClasses(school)),
    content: html`${pageHeading(group.name, school.name)}
<h2 class="govuk-heading-m">The page of the class</h2>
${link !== undefined && html`<div class="govuk-inset-text" role="status"><p class="govuk-body">Put this address on the devices of the class. It is shown this once:</p><p class="govuk-body"><code class="gatehouse-hash">${link}</code></p></div>`}
<p class="govuk-body">Whoever has the address sees the given names of the class, and no more. It works for ${CLASS_LINK_WEEKS} weeks.</p>
<form method="post" action="${accountAddress.classLink(school.key, group.id)}">${button({ text: 'Make an address' })}</form>
<form method="post" action="${accountAddress.classLinkEnd(school.key, group.id)}">${button({ text: 'End every address of this class', classes: 'govuk-button--secondary' })}</form>
<h2 class="govuk-heading-m">Pupils</h2>
${pupils.length === 0 ? html`<p class="govuk-body">There are no pupils in this class.</p>` : pupilTable(school, group, pupils, kinds)}`,
  });
}

const pupilTable = (
  school: School,
  group: Group,
  pupils: readonly Person[],
  kinds: ClassPageOptions['kinds'],
): Html =>
  table({
    head: [{ text: 'Pupil' }, { text: 'Signs in with' }, { text: 'Set' }],
    firstCellIsHeader: true,
    rows: pupils.map((pupil) => {
      const kind = kinds.get(pupil.id);
      return [
        { text: nameOf(pupil) },
        { text: kind === undefined ? 'nothing yet' : kind === 'picture' ? 'pictures' : 'a word' },
        {
          html: html`<a class="govuk-link" href="${accountAddress.pupil(school.key, group.id, pupil.id)}">${kind === undefined ? 'Set' : 'Set anew'}<span class="govuk-visually-hidden"> for ${nameOf(pupil)}</span></a>`,
        },
      ];
    }),
  });

export interface PupilSecretPageOptions {
  readonly school: School;
  readonly viewer: Viewer;
  readonly group: Group;
  readonly pupil: Person;
  readonly wrong?: Wrong | undefined;
}

/** Sets what one pupil signs in with. What was set before is not shown to anybody. */
export function pupilSecretPage({ school, viewer, group, pupil, wrong }: PupilSecretPageOptions): Html {
  const places = Array.from({ length: PICTURES_CHOSEN }, (_, index) => index + 1);
  const ordinal = ['First', 'Second', 'Third'];
  return schoolPage(school, {
    title: 'Pictures or a word',
    viewer,
    hasErrors: wrong !== undefined,
    trail: trailOf(school, toClasses(school), {
      text: group.name,
      href: accountAddress.class(school.key, group.id),
    }),
    content: html`${summaryOf(wrong)}${pageHeading('Pictures or a word', nameOf(pupil))}
<p class="govuk-body">Let the pupil choose, out of sight of others. Older pupils may have a word instead.</p>
<form method="post" action="${accountAddress.pupil(school.key, group.id, pupil.id)}" novalidate>
${places.map((place) =>
  select({
    id: `picture-${place}`,
    name: `picture-${place}`,
    label: { text: `${ordinal[place - 1]} picture` },
    items: [{ value: '', text: '' }, ...pictures.map(({ id, word }) => ({ value: id, text: word }))],
    ...(wrong && place === 1 && { errorMessage: { text: wrong.text } }),
  }),
)}
${input({ id: 'word', name: 'word', label: { text: 'Or a word' }, hint: { text: 'Four to thirty letters' }, classes: 'govuk-input--width-20', autocomplete: 'off', spellcheck: false })}
${button({ text: 'Set it' })}
</form>
<h2 class="govuk-heading-m">The pictures</h2>
<ul class="govuk-list gatehouse-pictures">${pictures.map(({ id, word }) => html`<li>${drawing(id)} ${word}</li>`)}</ul>`,
  });
}
