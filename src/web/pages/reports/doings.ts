import { findPersons, listPeople, nameOf } from '../../../people/index.ts';
import { clausesOf as clausesOfPack } from '../../../policy/index.ts';
import { readPermissions, readRequests } from '../../../permissions/index.ts';
import {
  acknowledge,
  add,
  assign,
  close,
  find,
  hearerIds,
  letIn,
  mayBeLetIn,
  type PlainKind,
  reopen,
  requireHeard,
  tellAbout,
  tellPeople,
  tellTeller,
} from '../../../reports/index.ts';
import type { Queries, Transaction } from '../../../store/index.ts';
import { html } from '../../html/index.ts';
import type { Filled } from '../people/filling.ts';
import type { Case } from './case.ts';
import type { Doer, Doing } from './doing.ts';
import { findingFields, findingMistakes, newlyFound } from './findings-form.ts';
import {
  asMistakes,
  dayOr,
  lineField,
  listField,
  needed,
  pastDay,
  whenField,
  wordsField,
} from './form-parts.ts';

type Details = Readonly<Record<string, string>>;

/** Keeps a line of the timeline. */
const addLine = (
  tx: Transaction,
  { handling }: Doer,
  { site, report }: Case,
  kind: PlainKind,
  filled: Filled,
  details?: Details,
): Promise<void> =>
  add(tx, handling, site.reporting.kinds, report.id, {
    kind,
    words: filled.text('words'),
    ...(details && { details }),
  });

/** Something with words alone. */
const inWords = (noun: string, kind: PlainKind, title: string, label: string, hint?: string): Doing => ({
  noun,
  title,
  button: kind === 'noted' ? 'Keep the note' : 'Send',
  fields: (filling) => wordsField(filling, label, hint),
  mistakes: (_, filled) => asMistakes(needed(filled, { words: 'Write something first' })),
  async keep(tx, doer, shown, filled) {
    await addLine(tx, doer, shown, kind, filled);
    if (kind !== 'noted') await tellTeller(tx, doer.letters, shown.report);
  },
});

const named = (names: readonly string[]) => names.map((name) => ({ value: name, text: name }));

const authorities = named([
  'the police',
  'the local authority designated officer (LADO)',
  'children’s social care',
  'the Information Commissioner’s Office (ICO)',
  'the Internet Watch Foundation (IWF)',
  'CEOP',
  'somebody else',
]);
const systems = named(['CPOMS', 'MyConcern', 'another record']);
const oneOf = (choices: readonly { readonly value: string }[], filled: Filled, name: string, what: string) =>
  choices.some(({ value }) => value === filled.text(name)) ? [] : [[name, what] as [string, string]];

const acknowledgement: Doing = {
  noun: 'acknowledgement',
  title: 'Say that you heard it',
  button: 'I have heard it',
  mistakes: () => new Map(),
  keep: (tx, { handling }, { report }) => acknowledge(tx, handling, report.id),
};

const steps: Doing = {
  noun: 'steps',
  title: 'Tick a step',
  button: 'Done',
  mistakes: () => new Map(),
  async keep(tx, { handling }, { report, site, steps: known }, filled) {
    const step = known.find(({ id }) => id === filled.text('step'));
    if (!step || step.done) return;
    const draft = { kind: 'step', words: step.text, details: { step: step.id } } as const;
    await add(tx, handling, site.reporting.kinds, report.id, draft);
  },
};

/** People who may be let in, by name. */
async function candidates({ site, acting, report, holders }: Case, why: 'assigned' | 'asked-in') {
  const { key, policy } = acting.school;
  const ids = mayBeLetIn(report, holders, policy, why);
  const people = [...(await findPersons(site.store.db, key, ids)).values()];
  return people
    .map((person) => ({ value: person.id, text: nameOf(person) }))
    .toSorted((one, other) => one.text.localeCompare(other.text, 'en-GB'));
}

/** Somebody who is let in, to see it through or to hear it. */
const lettingIn = (why: 'assigned' | 'asked-in', title: string, label: string, noun: string): Doing => ({
  noun,
  title,
  button: why === 'assigned' ? 'Give it to them' : 'Let them hear it',
  choices: (shown) => candidates(shown, why),
  fields: (filling) => listField(filling, 'person', label, filling.choices),
  async mistakes(shown, filled) {
    return asMistakes(oneOf(await candidates(shown, why), filled, 'person', 'Choose somebody'));
  },
  async keep(tx, { handling, letters }, { report }, filled) {
    const personId = filled.text('person');
    if (why === 'assigned') await assign(tx, handling, report.id, personId);
    else await letIn(tx, handling, report.id, personId);
    if (personId !== handling.by.personId) await tellPeople(tx, letters, report, [personId]);
  },
});

/** Somebody of the school by their whole name or e-mail address. */
async function personNamed(db: Queries, { acting }: Case, text: string): Promise<string[]> {
  const words = text.toLowerCase();
  const { people } = await listPeople(db, acting.school.key, { words, day: acting.day }, MOST_NAMESAKES, 0);
  return people
    .filter((person) => person.email?.toLowerCase() === words || nameOf(person).toLowerCase() === words)
    .map(({ id }) => id);
}

const MOST_NAMESAKES = 50;

const about: Doing = {
  noun: 'about',
  title: 'Say whom it is about',
  button: 'Keep it',
  fields: (filling) =>
    lineField(
      filling,
      'name',
      'Their whole name, or e-mail address',
      'From then on it does not exist for them, and whoever is next in line hears it in their place.',
    ),
  async mistakes(shown, filled) {
    if (!filled.has('name')) return asMistakes([['name', 'Enter a name']]);
    const found = await personNamed(shown.site.store.db, shown, filled.text('name'));
    if (found.length === 0) return asMistakes([['name', 'Nobody at the school is called this']]);
    if (found.length > 1)
      return asMistakes([['name', 'Several people are called this. Enter the e-mail address']]);
    if (found[0] === shown.acting.viewer.personId)
      return asMistakes([['name', 'Somebody else who hears it has to enter you']]);
    return asMistakes();
  },
  async keep(tx, { handling, letters }, shown, filled) {
    const before = await hearerIds(tx, letters, shown.report);
    await tellAbout(tx, handling, shown.report.id, await personNamed(tx, shown, filled.text('name')));
    const report = await requireHeard(tx, { ...handling, listener: handling.by }, shown.report.id);
    const after = await hearerIds(tx, letters, report);
    await tellPeople(
      tx,
      letters,
      report,
      after.filter((id) => !before.includes(id)),
    );
  },
};

const findings: Doing = {
  noun: 'findings',
  title: 'Say what was found',
  button: 'Keep what was found',
  fields: findingFields,
  mistakes: findingMistakes,
  async keep(tx, { handling }, shown, filled) {
    const found = newlyFound(shown, filled);
    if (Object.keys(found).length > 0) await find(tx, handling, shown.kind, shown.report.id, found);
  },
};

const referrals: Doing = {
  noun: 'referrals',
  title: 'Note that it was referred to an authority',
  button: 'Keep the referral',
  fields: (filling) =>
    html`${listField(filling, 'to', 'To whom', authorities)}${lineField(filling, 'reference', 'Their reference', 'If they gave one')}${whenField(filling)}${wordsField(filling, 'What was said, if that helps later')}`,
  mistakes: ({ acting }, filled) =>
    asMistakes(
      oneOf(authorities, filled, 'to', 'Choose to whom it was referred'),
      pastDay(filled, acting.day),
    ),
  keep: (tx, doer, shown, filled) =>
    addLine(tx, doer, shown, 'referred', filled, {
      to: filled.text('to'),
      reference: filled.text('reference'),
      on: dayOr(filled, shown.acting.day),
    }),
};

const handover: Doing = {
  noun: 'handover',
  title: 'Note that it was handed over to CPOMS or MyConcern',
  button: 'Keep the handover',
  fields: (filling) =>
    html`${listField(filling, 'system', 'To which record', systems)}${lineField(filling, 'reference', 'Its reference there', 'Nothing is copied: with the reference it is found there.')}${whenField(filling)}`,
  mistakes: ({ acting }, filled) =>
    asMistakes(
      oneOf(systems, filled, 'system', 'Choose the record'),
      needed(filled, { reference: 'Enter its reference' }),
      pastDay(filled, acting.day),
    ),
  keep: (tx, doer, shown, filled) =>
    addLine(tx, doer, shown, 'handed-over', filled, {
      system: filled.text('system'),
      reference: filled.text('reference'),
      on: dayOr(filled, shown.acting.day),
    }),
};

const parents: Doing = {
  noun: 'parents',
  title: 'Note that parents were told',
  button: 'Keep it',
  fields: (filling) =>
    html`${lineField(filling, 'who', 'Who was told')}${lineField(filling, 'how', 'How', 'Such as: by telephone')}${whenField(filling)}${wordsField(filling, 'What was said, if that helps later')}`,
  mistakes: ({ acting }, filled) =>
    asMistakes(
      needed(filled, { who: 'Enter who was told', how: 'Enter how they were told' }),
      pastDay(filled, acting.day),
    ),
  keep: (tx, doer, shown, filled) =>
    addLine(tx, doer, shown, 'parents-told', filled, {
      who: filled.text('who'),
      how: filled.text('how'),
      on: dayOr(filled, shown.acting.day),
    }),
};

const linkable = [
  { value: 'clause', text: 'A clause of the policy' },
  { value: 'permission', text: 'A permission of somebody whom it is about' },
  { value: 'request', text: 'A request of somebody whom it is about' },
  { value: 'thing', text: 'A device, an account or another thing' },
];

/** What a number stands for, among what belongs to those whom the report is about. */
async function linkedTo(
  db: Queries,
  { acting, report }: Case,
  what: string,
  number: string,
): Promise<Details | undefined> {
  const { key, policy } = acting.school;
  if (what === 'thing') return { what, number };
  if (what === 'clause') {
    const clause = clausesOfPack(policy.pack).find((each) => each.number === number);
    return clause && { what, id: clause.id, number };
  }
  for (const personId of report.about) {
    const theirs =
      what === 'permission'
        ? await readPermissions(db, key, { personId })
        : await readRequests(db, key, { personId });
    const found = theirs.find((each) => String(each.number) === number);
    if (found) return { what, id: found.id, number };
  }
  return undefined;
}

const links: Doing = {
  noun: 'links',
  title: 'Link a clause, a permission, a request or a device',
  button: 'Link it',
  fields: (filling) =>
    html`${listField(filling, 'what', 'What to link', linkable)}${lineField(filling, 'number', 'Its number', 'A clause has a number such as 4.2; a device has it on its label.')}`,
  async mistakes(shown, filled) {
    const wrong = asMistakes(
      oneOf(linkable, filled, 'what', 'Choose what to link'),
      needed(filled, { number: 'Enter its number' }),
    );
    if (wrong.size > 0) return wrong;
    const found = await linkedTo(shown.site.store.db, shown, filled.text('what'), filled.text('number'));
    return found ? wrong : asMistakes([['number', 'There is none with this number that belongs here']]);
  },
  async keep(tx, doer, shown, filled) {
    const details = await linkedTo(tx, shown, filled.text('what'), filled.text('number'));
    if (details) await addLine(tx, doer, shown, 'linked', filled, details);
  },
};

const outcome: Doing = {
  noun: 'outcome',
  title: 'Close it',
  button: 'Close it',
  fields: (filling) =>
    html`${wordsField(filling, 'What came of it')}${wordsField(filling, 'What whoever told it reads', 'They read this, and not what stands above. Leave it empty to tell them only that it is closed.', 'teller')}`,
  mistakes: (_, filled) => asMistakes(needed(filled, { words: 'Say what came of it' })),
  async keep(tx, { handling, letters }, { kind, report }, filled) {
    const forTeller = filled.text('teller');
    await close(tx, handling, kind, report.id, { words: filled.text('words'), forTeller });
    await tellTeller(tx, letters, report);
  },
};

const reopening: Doing = {
  noun: 'reopening',
  title: 'Open it again',
  button: 'Open it again',
  of: 'closed',
  fields: (filling) => wordsField(filling, 'Why'),
  mistakes: (_, filled) => asMistakes(needed(filled, { words: 'Say why it is opened again' })),
  keep: (tx, { handling }, { report }, filled) => reopen(tx, handling, report.id, filled.text('words')),
};

/** Everything that whoever hears a report can do about it. */
export const doings: readonly Doing[] = [
  acknowledgement,
  lettingIn('assigned', 'Give it to somebody to see through', 'To whom', 'assignment'),
  inWords(
    'notes',
    'noted',
    'Write a note',
    'Your note',
    'Whoever hears it reads this; whoever told it does not.',
  ),
  inWords('questions', 'asked', 'Ask whoever told it', 'Your question'),
  inWords('messages', 'said', 'Tell whoever told it something', 'What they are to read'),
  findings,
  referrals,
  handover,
  parents,
  about,
  lettingIn('asked-in', 'Let somebody else hear it', 'Whom', 'hearers'),
  links,
  steps,
  outcome,
  reopening,
];
