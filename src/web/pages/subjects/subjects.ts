import type { Pack, Section } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { type Html, html } from '../../html/index.ts';
import { keepPages } from '../../kept-pages.ts';
import { open } from '../../powers.ts';
import { address, type InSchool, pageHeading, type Routes, schoolPage } from '../../site.ts';
import { mentioned, ruledOn, type Subject, wordSubject } from '../../wording/subjects.ts';
import { counted } from '../../wording/text.ts';

/** `/schools/:school/subjects`: everything that the policy speaks of, for those who rather look than type. */
export const subjectPages: Routes = (app, site) => {
  const kept = keepPages(50);
  app.get<InSchool>('/schools/:school/subjects', open, (request, reply) => {
    const school = site.answerer.school(request.params.school);
    return kept.send(request, reply, `${school.key} ${school.edition.number}`, () => subjectsPage(school));
  });
};

/** Subjects that belong together. */
interface Group {
  readonly title: string;
  readonly subjects: readonly Subject[];
}

function subjectsPage(school: School): Html {
  const groups = groupsOf(school.policy.pack);
  const count = groups.reduce((sum, group) => sum + group.subjects.length, 0);
  return schoolPage(school, {
    place: 'ask',
    title: 'What the policy speaks of',
    trail: [{ text: 'May I…?', href: address.questions(school.key) }],
    content: html`${pageHeading('What the policy speaks of', school.name)}
<p class="govuk-body">${counted(count, 'thing')} that people do or that can happen. Choose one to ask about it.</p>
<nav aria-label="Groups"><ul class="gatehouse-kinds">${groups.map((group, index) => html`<li><a class="govuk-link" href="#group.${index + 1}">${group.title}</a> <span class="gatehouse-count">${group.subjects.length}</span></li>`)}</ul></nav>
${groups.map((group, index) => section(school, group, index + 1))}`,
  });
}

function section(school: School, { title, subjects }: Group, number: number): Html {
  const named = subjects
    .map((subject) => ({ ...subject, name: wordSubject(subject, school.policy.vocabulary) }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
  return html`<h2 class="govuk-heading-m" id="group.${number}">${title}</h2>
<ul class="gatehouse-subjects">${named.map(
    ({
      field,
      id,
      name,
    }) => html`<li><a class="govuk-link" href="${address.question(school.key, `${field}=${id}`)}">${name}</a></li>
`,
  )}</ul>
`;
}

/** Acts by the section that first rules on them, or else first mentions them, in the policy's order; then whatever can happen. */
function groupsOf({ sections, vocabulary }: Pack): Group[] {
  const homes = new Map<string, { readonly subject: Subject; readonly section: Section }>();
  for (const subjectsOf of [ruledOn, mentioned]) {
    for (const section of sections) {
      for (const subject of section.clauses.flatMap((clause) => subjectsOf(clause, vocabulary))) {
        if (!homes.has(subject.id)) homes.set(subject.id, { subject, section });
      }
    }
  }
  const all = [...homes.values()];
  const actsOf = (section: Section) =>
    all.filter((home) => home.section === section && home.subject.field === 'act');
  const groups = [
    ...sections.map((section) => ({ title: section.title, homes: actsOf(section) })),
    { title: 'When something has happened', homes: all.filter((home) => home.subject.field === 'event') },
  ];
  return groups
    .filter((group) => group.homes.length > 0)
    .map((group) => ({ title: group.title, subjects: group.homes.map((home) => home.subject) }));
}
