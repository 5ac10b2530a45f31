import { roleName } from '../../../policy/index.ts';
import { type Asked, endingsTaken, IMAGE_FACT, MOST_FILES, type Routing } from '../../../reports/index.ts';
import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { fileUpload } from '../../components/file-upload.ts';
import { input } from '../../components/input.ts';
import { radios } from '../../components/radios.ts';
import { textarea } from '../../components/textarea.ts';
import { warningText } from '../../components/warning-text.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import { capital } from '../../wording/text.ts';
import { type Filled, formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';
import { callFields } from './call-fields.ts';
import { type NamedDraft, takesFiles, UNSURE } from './draft.ts';
import { broadly } from './tellers.ts';
import { choosable, rolesOf, whomItGoesTo } from './whom-it-goes-to.ts';

/** A form with what was filled into it. */
export interface FormShown {
  readonly draft: NamedDraft;
  readonly asked: readonly Asked[];
  readonly routing: Routing;
  /** The same form twice is one report. */
  readonly nonce: string;
  readonly filled: Filled;
  /** What they wrote, whole. */
  readonly words: string;
  readonly mistakes: Mistakes;
}

/** Everything on one page: what happened, in their own words, and to whom it goes. */
export function formPage(shown: FormShown): Html {
  const { draft, mistakes } = shown;
  const { school, kind, event, viewer } = draft;
  const name = school.policy.vocabulary.events.find(event)?.name ?? kind.name;
  const title = draft.isChild ? (kind.childs ?? capital(name)) : capital(name);
  return schoolPage(school, {
    place: 'tell',
    viewer,
    title: `${title}: tell us`,
    hasErrors: mistakes.size > 0,
    backLink: { href: draft.here, text: 'Tell us something else' },
    content: html`${mistakesSummary(mistakes)}${pageHeading(title, 'Tell us')}
${formTo(draft.here, html`${kept(shown)}${who(shown)}${facts(shown)}${own(shown)}${goesTo(shown)}${files(shown)}${button({ text: draft.isChild ? 'Tell' : 'Send', preventDoubleClick: true })}`, true)}`,
  });
}

const hidden = (name: string, value: string | undefined): Child =>
  value !== undefined && html`<input type="hidden" name="${name}" value="${value}">`;

function kept({ draft, nonce, filled }: FormShown): Html {
  const { viewer, door, as, isChild, kind, event, answerId } = draft;
  const isOwn = viewer !== undefined && door === 'page';
  return html`${hidden('nonce', nonce)}${hidden('kind', kind.id)}${hidden('event', event)}${hidden('answer', answerId)}${hidden('for', isChild && !isOwn ? 'child' : undefined)}${hidden('as', broadly(draft.school, as))}${hidden('teller', isOwn ? viewer.personId : filled.text('teller') || undefined)}`;
}

/** Whether the school may know who told, where it could. */
function who({ draft, filled, mistakes }: FormShown): Child {
  if (draft.door === 'telephone') return callFields(filled, mistakes);
  if (!draft.viewer && !mistakes.has('named'))
    return draft.isChild
      ? undefined
      : input({
          name: 'address',
          label: { text: 'An e-mail address for answers, if you want', classes: 'govuk-label--s' },
          hint: {
            text: 'You need not give one: you get a receipt, with which you can come back. A letter says only that there is an answer.',
          },
          errorMessage: wrong(mistakes, 'address'),
          value: filled.text('address'),
          type: 'email',
          autocomplete: 'email',
          spellcheck: false,
        });
  return radios({
    name: 'named',
    fieldset: {
      legend: {
        text: 'May those who hear of it know that it was you?',
        classes: 'govuk-fieldset__legend--s',
      },
    },
    errorMessage: wrong(mistakes, 'named'),
    value: filled.text('named') || 'yes',
    items: [
      { value: 'yes', text: draft.viewer ? `Yes: ${draft.viewer.name}` : 'Yes, and I sign in again' },
      {
        value: 'no',
        text: 'No, the school need not know who I am',
        hint: { text: 'Your name is not kept. You get a receipt, with which you can come back.' },
      },
    ],
  });
}

const facts = ({ draft, asked, filled, mistakes }: FormShown): Html[] =>
  asked.map(({ fact }) => {
    const word = draft.school.policy.vocabulary.facts.find(fact);
    const name = `fact.${fact}`;
    const values =
      word?.type === 'choice'
        ? word.values.all().map(({ id, name: text }) => ({ value: id, text: capital(text) }))
        : [
            { value: 'yes', text: 'Yes' },
            { value: 'no', text: 'No' },
          ];
    return radios({
      name,
      fieldset: {
        legend: {
          text: (draft.isChild && childsWords[fact]) || (word?.ask ?? fact),
          classes: 'govuk-fieldset__legend--s',
        },
      },
      errorMessage: wrong(mistakes, name),
      value: filled.text(name) || wordKnown(draft.facts[fact]),
      items: [...values, { value: UNSURE, text: 'I am not sure' }],
    });
  });

/** Questions that a child is asked in other words. */
const childsWords: Readonly<Record<string, string>> = {
  [IMAGE_FACT]: 'Is there a picture of a child or young person without clothes?',
};

const wordKnown = (value: unknown): string | undefined =>
  value === true ? 'yes' : value === false ? 'no' : value === undefined ? undefined : String(value);

const own = ({ draft, filled, words, mistakes }: FormShown): Html =>
  html`${textarea({
    name: 'words',
    label: {
      text: draft.isChild ? 'What happened?' : 'What happened, in your own words',
      classes: 'govuk-label--s',
    },
    hint: {
      text: draft.isChild
        ? 'It does not matter how you spell it.'
        : 'What you saw or heard, when and where. Never write a password.',
    },
    errorMessage: wrong(mistakes, 'words'),
    value: words,
    rows: 8,
  })}${input({
    name: 'about',
    label: {
      text: draft.isChild ? 'Who did it, if you want to say' : 'Whom it is about, if anybody',
      classes: 'govuk-label--s',
    },
    hint: {
      text: draft.isChild
        ? 'If it is a grown-up of the school, they do not see what you tell us.'
        : 'A name, as you know it. Whoever of the school is meant does not see what you tell.',
    },
    errorMessage: wrong(mistakes, 'about'),
    value: filled.text('about'),
    autocomplete: 'off',
  })}`;

function goesTo({ draft, routing, asked, filled }: FormShown): Html {
  const { school } = draft;
  const roles = rolesOf(routing, asked);
  const named = (role: string) => roleName(school.policy.pack, role);
  const choice = choosable(routing);
  return html`<h2 class="govuk-heading-m">Who will see it</h2>
${whomItGoesTo(school, { ...routing, isConfidential: routing.isConfidential || draft.kind.isConfidential }, asked)}
${
  roles.length > 0 &&
  checkboxes({
    name: 'meant',
    fieldset: { legend: { text: 'Is it about one of them?', classes: 'govuk-fieldset__legend--s' } },
    hint: { text: 'Then it goes to somebody else in their place.' },
    values: [...filled.all('meant')],
    items: roles.map((role) => ({ value: role, text: `It is about ${named(role)}` })),
  })
}
${
  choice.length > 0 &&
  checkboxes({
    name: 'rather',
    fieldset: {
      legend: { text: 'Would you rather tell only some of them?', classes: 'govuk-fieldset__legend--s' },
    },
    hint: { text: 'One of these is enough. Leave it empty to tell all.' },
    values: [...filled.all('rather')],
    items: choice.map((role) => ({ value: role, text: capital(named(role)) })),
  })
}`;
}

/** The field for files, or why there is none and what to do instead. */
function files({ draft, asked, mistakes }: FormShown): Html {
  if (!takesFiles(draft, asked)) return draft.isChild ? childsInstead : html`${instead(asked)}${afterwards}`;
  return fileUpload({
    name: 'files',
    label: { text: 'Pictures or papers that show it', classes: 'govuk-label--s' },
    hint: {
      text: `You need not add any. At most ${MOST_FILES}, of 10 MB each. Never add a picture of a child without clothes.`,
    },
    errorMessage: wrong(mistakes, 'files'),
    multiple: true,
    attributes: { accept: endingsTaken.map((ending) => `.${ending}`).join(',') },
  });
}

/** What to do where a picture must not be sent, as the law’s clause `tell-dsl-of-indecent-image` has it. */
export const instead = (asked: readonly Asked[]): Html => html`${warningText({
  text: 'Do not send a picture with this, and do not show it to anybody.',
  iconFallbackText: 'Warning',
})}
<p class="govuk-body">${asked.some(({ fact }) => fact === IMAGE_FACT) ? 'If it could be an indecent picture of a child, do' : 'Do'} not look at it again, copy it, print it or send it on. Keep the device as it is. Tell the designated safeguarding lead at once, in person or by telephone, in words alone.</p>`;

const afterwards = html`<p class="govuk-body">If you are sure that there is no such picture, say so and send this first. Other pictures and papers can be added afterwards.</p>`;

const childsInstead = html`<p class="govuk-body">You cannot add a picture here. Tell us in words. Do not send the picture to anybody, and do not delete it: a grown-up at school will help you.</p>`;
