import { type Clause, clausesOf, explainClause, lint, type Pack } from '../../../policy/index.ts';
import { type Child, type Html, html, raw } from '../../html/index.ts';
import { address } from '../../site.ts';
import { type Entry, meaningOf, strengthWords } from '../../wording/meaning.ts';
import { bindsAllCovered, whomItBinds } from '../../wording/people.ts';
import { mentioned, ruledOn, wordSubject } from '../../wording/subjects.ts';
import { capital } from '../../wording/text.ts';
import type { Reading } from './reading.ts';

/** What a clause is read among: the others, and where people ask. */
export interface Around {
  readonly pack: Pack;
  /** The school whose policy can be asked; undefined for an edition that is not in force. */
  readonly askAt: string | undefined;
  /** Clauses that pull the other way, by id. */
  readonly clashes: ReadonlyMap<string, readonly Clash[]>;
  /** Clauses that say they go before this one, by its id. */
  readonly before: ReadonlyMap<string, readonly Clause[]>;
}

interface Clash {
  readonly with: Clause;
  /** Whether one of the two is the rule for just this case, and so goes first. */
  readonly isSettled: boolean;
}

/** Works out, once for the whole policy, how its clauses stand to each other. */
export function aroundOf({ school, pack, state }: Reading): Around {
  const clashes = new Map<string, Clash[]>();
  for (const { kind, clauses } of lint(pack, { today: school.day, law: [] })) {
    const [one, other] = clauses;
    if ((kind !== 'clash' && kind !== 'clash-settled') || !one || !other) continue;
    for (const [mine, theirs] of [
      [one, other],
      [other, one],
    ] as const) {
      const known = clashes.get(mine.id) ?? [];
      if (!known.some((clash) => clash.with.id === theirs.id))
        clashes.set(mine.id, [...known, { with: theirs, isSettled: kind === 'clash-settled' }]);
    }
  }
  const before = new Map<string, Clause[]>();
  for (const clause of clausesOf(pack)) {
    for (const id of [...clause.overrides, ...clause.narrows])
      before.set(id, [...(before.get(id) ?? []), clause]);
  }
  return { pack, askAt: state === 'in-force' ? school.key : undefined, clashes, before };
}

const HIDDEN = raw('<span class="govuk-visually-hidden">Clause </span>');

/** One clause, with what it means folded away beneath it. */
export function rule(clause: Clause, around: Around): Html {
  return html`<li class="gatehouse-rule" id="${clause.id}">
<a class="gatehouse-rule__number" href="#${clause.id}">${HIDDEN}${clause.number}</a>
<div><p>${clause.text}${mark(clause)}</p>
${whom(clause, around.pack)}${plainly(clause)}${unclear(clause)}${pulling(clause, around)}${meaning(clause, around)}</div>
</li>
`;
}

/** Most clauses must be kept, which goes without saying; what is softer is marked. */
const mark = ({ strength, verb }: Clause): Child =>
  strength !== 'must' &&
  verb !== 'say' &&
  html` <strong class="gatehouse-softer">${strengthWords[strength]}</strong>`;

const whom = (clause: Clause, pack: Pack): Child =>
  !bindsAllCovered(clause, pack) && html`<p class="gatehouse-rule__for">For ${whomItBinds(clause, pack)}</p>`;

const plainly = ({ plain }: Clause): Child =>
  plain !== undefined && html`<p class="gatehouse-rule__plain"><b>In plain words:</b> ${plain}</p>`;

const unclear = ({ doubt }: Clause): Child =>
  doubt !== undefined && html`<p class="gatehouse-rule__doubt"><b>This is unclear:</b> ${doubt}</p>`;

function pulling(clause: Clause, around: Around): Child {
  return (around.clashes.get(clause.id) ?? []).map(
    (clash) =>
      html`<p class="gatehouse-rule__doubt"><b>Pulls against</b> ${linkTo(clash.with)}. ${clash.isSettled ? 'The one for just this case goes first.' : 'The stricter holds until somebody rules.'}</p>`,
  );
}

const linkTo = (clause: Clause): Html => html`<a href="#${clause.id}">clause ${clause.number}</a>`;

/** Parts that the sentence of `explainClause` has said already. */
const alreadySaid: Readonly<Partial<Record<Clause['verb'], readonly string[]>>> = {
  allow: ['Who must agree'],
  exempt: ['Who must agree'],
  require: ['By when', 'How often'],
  report: ['Whom to tell', 'By when'],
  empower: ['Nobody else'],
  review: ['How often'],
  say: ['Whom to turn to'],
};

function meaning(clause: Clause, around: Around): Html | undefined {
  const { pack } = around;
  const before = around.before.get(clause.id) ?? [];
  const parts = meaningOf(clause, pack).filter((part) => !alreadySaid[clause.verb]?.includes(part.name));
  const rows = [
    ...parts.map((part) => row(part.name, part.entries.map(entry))),
    ...(before.length > 0 ? [row('Gives way to', before.map(linkTo))] : []),
    ...askAbout(clause, around),
  ];
  if (clause.verb === 'say' && rows.length === 0 && !clause.to) return undefined;
  return html`<details><summary>What Gatehouse does<span class="govuk-visually-hidden"> about ${clause.number}</span></summary>
${(clause.verb !== 'say' || clause.to) && html`<p>${explainClause(bindsAllCovered(clause, pack) ? { ...clause, who: ['everyone'] } : clause, pack)}</p>`}
${rows.length > 0 && html`<dl>${rows}</dl>`}</details>`;
}

const row = (
  name: string,
  entries: readonly Html[],
): Html => html`<dt>${name}</dt>${entries.map((each) => html`<dd>${each}</dd>`)}
`;

const entry = ({ text, clause }: Entry): Html =>
  clause === undefined ? html`${text}` : html`<a href="#${clause}">${capital(text)}</a>`;

/** Links to ask about what the clause speaks of. */
function askAbout(clause: Clause, { pack: { vocabulary }, askAt }: Around): Html[] {
  if (askAt === undefined) return [];
  const subjects = [...ruledOn(clause, vocabulary), ...mentioned(clause, vocabulary)];
  const once = [...new Map(subjects.map((subject) => [subject.id, subject])).values()];
  const links = once.map(
    (subject) =>
      html`<a href="${address.question(askAt, `${subject.field}=${subject.id}`)}">${wordSubject(subject, vocabulary)}</a>`,
  );
  return links.length === 0
    ? []
    : [html`<div class="gatehouse-rule__ask">${row('Ask about it', links)}</div>`];
}
