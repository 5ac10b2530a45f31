import { type ListedPupil, PICTURES_CHOSEN, pictures, type PupilClass } from '../../../accounts/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { input } from '../../components/input.ts';
import { type Html, html } from '../../html/index.ts';
import { schoolPage } from '../../site.ts';
import { hidden, summaryOf, type Wrong } from '../factors/forms.ts';
import { doorAddress } from './addresses.ts';
import { drawing } from './drawings.ts';

/** A given name, with as much of the family name as tells the class apart. */
export function shownName(pupil: ListedPupil, all: readonly ListedPupil[]): string {
  const { givenName, familyName } = pupil;
  const namesakes = all.filter((other) => other.givenName === givenName && other.id !== pupil.id);
  if (namesakes.length === 0) return givenName || familyName;
  const letters = [...familyName];
  const alike = (length: number) =>
    namesakes.some((other) => other.familyName.startsWith(letters.slice(0, length).join('')));
  let length = 1;
  while (length < letters.length && alike(length)) length += 1;
  return `${givenName} ${letters.slice(0, length).join('')}`.trim();
}

/** The names of a class; each leads to the pupil's own page. */
export const namesPage = (school: School, token: string, found: PupilClass): Html =>
  schoolPage(school, {
    title: 'Find your name',
    content: html`<span class="govuk-caption-l">${found.name}</span>
<h1 class="govuk-heading-l">Find your name</h1>
${
  found.pupils.length === 0
    ? html`<p class="govuk-body">Nobody of this class can sign in yet. Your teacher chooses the pictures or words first.</p>`
    : html`<ul class="govuk-list gatehouse-names">${found.pupils.map(
        (pupil) =>
          html`<li>${button({ text: shownName(pupil, found.pupils), href: doorAddress.pupil(school.key, token, pupil.id), classes: 'govuk-button--secondary' })}</li>`,
      )}</ul>`
}`,
  });

export interface PupilPageOptions {
  readonly school: School;
  readonly token: string;
  readonly found: PupilClass;
  readonly pupil: ListedPupil;
  /** Pictures chosen so far. */
  readonly chosen: readonly string[];
  readonly wrong?: Wrong | undefined;
}

/** Where a pupil shows that it is them: picture by picture, or with a word. */
export function pupilPage(options: PupilPageOptions): Html {
  const { school, token, found, pupil, wrong } = options;
  return schoolPage(school, {
    title: pupil.kind === 'picture' ? 'Choose your pictures' : 'Type your word',
    hasErrors: wrong !== undefined,
    backLink: { href: doorAddress.classPage(school.key, token), text: 'That is not me' },
    content: html`${summaryOf(wrong)}<span class="govuk-caption-l">${shownName(pupil, found.pupils)}</span>
<h1 class="govuk-heading-l">${pupil.kind === 'picture' ? 'Choose your pictures' : 'Type your word'}</h1>
<form method="post" action="${doorAddress.pupil(school.key, token, pupil.id)}" novalidate>
${pupil.kind === 'picture' ? choosing(options) : typing(wrong)}
</form>`,
  });
}

/** Which pictures were chosen is not shown: others look on. */
const choosing = ({ school, token, pupil, chosen }: PupilPageOptions): Html => html`<p class="govuk-body">${
  chosen.length === 0
    ? `Choose your ${PICTURES_CHOSEN} pictures, one after the other.`
    : `Picture ${chosen.length + 1} of ${PICTURES_CHOSEN}.`
}</p>
${hidden('chosen', chosen.join(' '))}
<div class="gatehouse-pictures" role="group" aria-label="Pictures">${pictures.map(
  ({ id, word }) =>
    html`${button({
      name: 'picture',
      value: id,
      classes: 'govuk-button--secondary gatehouse-picture',
      html: html`${drawing(id)} <span>${word}</span>`,
    })} `,
)}</div>
${chosen.length > 0 && html`<p class="govuk-body"><a class="govuk-link" href="${doorAddress.pupil(school.key, token, pupil.id)}">Begin again</a></p>`}`;

const typing = (wrong: Wrong | undefined): Html => html`${input({
  id: 'word',
  name: 'word',
  type: 'password',
  label: { text: 'Your word' },
  classes: 'govuk-input--width-20',
  autocomplete: 'off',
  autocapitalize: 'none',
  spellcheck: false,
  ...(wrong?.at === 'word' && { errorMessage: { text: wrong.text } }),
})}
${button({ text: 'Go' })}`;
