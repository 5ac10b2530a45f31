import type { Clause, Condition, FactTest } from './clause.ts';
import { clausesOf, type Pack } from './pack.ts';
import { nameOf, partyName } from './explaining.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Kinds of finding, gravest first. */
export const findingKinds = {
  clash: 'Two clauses pull opposite ways and neither names the other.',
  'clash-settled': 'Two texts clash; the provision for just this case goes first.',
  unclear: 'The text can be read in more than one way.',
  'review-dates': 'The review interval and the printed dates disagree.',
  'review-overdue': 'The review is overdue by the policy itself.',
  'stale-law': 'Law or guidance is cited in an edition that is no longer current.',
  'nobody-named': 'Permission or a report is demanded and nobody is named for it.',
  'role-unbound': 'A role is asked or told, and the document does not say who holds it.',
  'setting-owed': 'A clause needs a value that the school has not set.',
  'interval-open': 'Something is due regularly or soon, and no interval is set.',
  'routes-differ': 'One event is to be told in different ways by different clauses.',
  'only-in-agreement': 'People sign to it, and no clause of the policy itself speaks of it.',
  'agreement-widens': 'The form is signed by people whom the policy does not cover.',
  'strength-differs': 'The same rule is firm in one clause and soft in another.',
  'power-without-purpose': 'A power to look into use names no purpose.',
  'doubt-nowhere': 'The policy does not say whom to ask when in doubt.',
  'nobody-rules': 'The policy does not say who may settle an unclear point.',
} as const;
export type FindingKind = keyof typeof findingKinds;

/** Something that a reader of the policy would miss. */
export interface Finding {
  readonly kind: FindingKind;
  readonly message: string;
  readonly clauses: readonly Clause[];
  /** A setting, a role, a title of law: what the finding is about, where that is not a clause. */
  readonly about?: string;
}

/** A law or guidance with its current and its superseded editions. */
export interface LawEdition {
  readonly id: string;
  readonly names: readonly string[];
  readonly current: {
    readonly title: string;
    readonly edition?: string;
    readonly from: string;
    readonly match?: readonly string[];
  };
  readonly superseded: readonly {
    readonly edition?: string;
    readonly title?: string;
    readonly until?: string;
    readonly match?: readonly string[];
  }[];
}

/** What the linter is told of the world: the day (ISO date), and the editions of law that are current. */
export interface LintWorld {
  readonly today: string;
  readonly law: readonly LawEdition[];
}

/** Finds what a reader of the policy misses, gravest first. */
export function lint(pack: Pack, world: LintWorld): Finding[] {
  const clauses = clausesOf(pack);
  const findings = [
    ...clashes(pack, clauses),
    ...clauses
      .filter((clause) => clause.doubt !== undefined)
      .map((clause) => finding('unclear', clause.doubt as string, [clause])),
    ...reviewDates(pack, world.today),
    ...staleLaw(pack, world),
    ...nobodyNamed(clauses),
    ...unboundRoles(pack, clauses),
    ...owedSettings(pack, clauses),
    ...openIntervals(pack, clauses),
    ...differingRoutes(pack, clauses),
    ...agreementFindings(pack, clauses),
    ...differingStrength(pack, clauses),
    ...powersWithoutPurpose(pack, clauses),
    ...(pack.doubt.length === 0 && !pack.isLaw
      ? [finding('doubt-nowhere', findingKinds['doubt-nowhere'], [])]
      : []),
    ...(pack.rules.roles.length === 0 && !pack.isLaw
      ? [finding('nobody-rules', findingKinds['nobody-rules'], [])]
      : []),
  ];
  const rank = Object.keys(findingKinds);
  return findings.toSorted((one, other) => rank.indexOf(one.kind) - rank.indexOf(other.kind));
}

const finding = (
  kind: FindingKind,
  message: string,
  clauses: readonly Clause[],
  about?: string,
): Finding => ({ kind, message, clauses, ...(about !== undefined && { about }) });

function clashes(pack: Pack, clauses: readonly Clause[]): Finding[] {
  const bans = clauses.filter((clause) => clause.verb === 'forbid' && clause.strength !== 'advised');
  const lets = clauses.filter(
    (clause) => (clause.verb === 'allow' || clause.verb === 'empower') && clause.strength !== 'advised',
  );
  return bans.flatMap((ban) => lets.flatMap((other) => clashOf(pack, ban, other) ?? []));
}

function clashOf(pack: Pack, ban: Clause, other: Clause): Finding | undefined {
  const shared = other.targets.find((target) =>
    ban.targets.some((wide) => pack.vocabulary.acts.is(target, wide)),
  );
  if (
    shared === undefined ||
    !sharePeople(pack.vocabulary, ban, other) ||
    cannotMeet(pack.vocabulary, ban, other)
  )
    return undefined;
  const what = nameOf(pack.vocabulary, shared);
  if (other.narrows.includes(ban.id) || ban.narrows.includes(other.id)) {
    return finding(
      'clash-settled',
      `One clause bars what another lets: ${what}. The provision for just this case goes first.`,
      [ban, other],
    );
  }
  if (other.overrides.includes(ban.id) || ban.overrides.includes(other.id)) return undefined;
  return finding(
    'clash',
    `One clause bars what another lets: ${what}. The stricter decides until somebody rules.`,
    [ban, other],
  );
}

function sharePeople(vocabulary: Vocabulary, one: Clause, other: Clause): boolean {
  if (one.who.includes('everyone') || other.who.includes('everyone')) return true;
  return one.who.some((role) =>
    other.who.some((wide) => vocabulary.roles.is(role, wide) || vocabulary.roles.is(wide, role)),
  );
}

/** Whether the conditions of two clauses can never hold together. */
function cannotMeet(vocabulary: Vocabulary, one: Clause, other: Clause): boolean {
  const mine = [one.when, one.provided];
  const theirs = [other.when, other.provided];
  if (
    mine.some(
      (condition) =>
        condition && theirs.some((against) => against && excludes(vocabulary, condition, against)),
    )
  )
    return true;
  return [
    [one.unless, other],
    [other.unless, one],
  ].some(([unless, clause]) => unless && impliedBy(vocabulary, unless as Condition, clause as Clause));
}

const excludes = (vocabulary: Vocabulary, one: Condition, other: Condition): boolean =>
  one.every((list) =>
    other.every((against) =>
      list.some((test) => against.some((counter) => testsExclude(vocabulary, test, counter))),
    ),
  );

function testsExclude(vocabulary: Vocabulary, one: FactTest, other: FactTest): boolean {
  if (one.fact !== other.fact) return false;
  if (
    one.atLeast !== undefined ||
    one.under !== undefined ||
    other.atLeast !== undefined ||
    other.under !== undefined
  )
    return false;
  const values = vocabulary.facts.find(one.fact)?.values;
  const meets = (value: unknown, wanted: unknown) =>
    value === wanted ||
    values?.is(String(value), String(wanted)) === true ||
    values?.is(String(wanted), String(value)) === true;
  const overlap = one.values.some((value) => other.values.some((wanted) => meets(value, wanted)));
  if (one.negated === other.negated) return !one.negated && !overlap;
  const [plain, negated] = one.negated ? [other, one] : [one, other];
  return plain.values.every((value) =>
    negated.values.some((wanted) => value === wanted || values?.is(String(value), String(wanted)) === true),
  );
}

/** Whether whatever the clause applies to meets the `unless`, so that it never clashes. */
function impliedBy(vocabulary: Vocabulary, unless: Condition, clause: Clause): boolean {
  const known = [...(clause.when ?? []), ...(clause.provided ?? [])].flat();
  return unless.some((list) =>
    list.every((test) =>
      known.some(
        (fact) =>
          fact.fact === test.fact &&
          fact.negated === test.negated &&
          fact.values.every((value) =>
            test.values.some(
              (wanted) =>
                value === wanted ||
                vocabulary.facts.find(test.fact)?.values.is(String(value), String(wanted)),
            ),
          ),
      ),
    ),
  );
}

const monthsIn: Readonly<Record<string, number>> = { month: 1, months: 1, year: 12, years: 12 };

/** A duration in months, where it is in months or years. */
function monthsOf(duration: string | undefined): number | undefined {
  if (duration === 'yearly') return 12;
  const [count, unit] = (duration ?? '').split(' ');
  const months = monthsIn[unit ?? ''];
  return months === undefined ? undefined : Number(count) * months;
}

const monthNumber = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7) || '1');

function reviewDates(pack: Pack, today: string): Finding[] {
  const { every, last, next, printed } = pack.review;
  const findings: Finding[] = [];
  const clauses = clausesOf(pack).filter(
    (clause) => clause.verb === 'review' && clause.targets.includes('policy'),
  );
  const months = monthsOf(every);
  if (printed !== undefined && every !== undefined && printed !== every) {
    findings.push(finding('review-dates', `The cover says ${printed}, the text ${every}.`, clauses));
  }
  if (months !== undefined && last && next && monthNumber(next) - monthNumber(last) !== months) {
    findings.push(
      finding(
        'review-dates',
        `The text says every ${every}; the printed dates are ${last} and ${next}.`,
        clauses,
      ),
    );
  }
  const due =
    next ??
    (last && (months ?? monthsOf(printed))
      ? addMonths(last, (months ?? monthsOf(printed)) as number)
      : undefined);
  if (due !== undefined && monthNumber(today) > monthNumber(due)) {
    findings.push(finding('review-overdue', `The review fell due in ${due}.`, clauses));
  }
  return findings;
}

function addMonths(date: string, months: number): string {
  const sum = monthNumber(date) - 1 + months;
  return `${Math.floor(sum / 12)}-${String((sum % 12) + 1).padStart(2, '0')}`;
}

function staleLaw(pack: Pack, world: LintWorld): Finding[] {
  return pack.cites.flatMap((cite) => {
    const found = world.law.find((law) =>
      law.names.some((name) => name.toLowerCase() === cite.name.toLowerCase()),
    );
    if (!found) return [];
    if (!isSuperseded(cite, found)) return [];
    const now = `${found.current.title}${found.current.edition ? ` (${found.current.edition})` : ''}`;
    const clauses = clausesOf(pack).filter((clause) => clause.id === cite.clause);
    return [
      finding(
        'stale-law',
        `The document cites ${cite.name}${cite.edition ? ` (${cite.edition})` : ''}; current since ${found.current.from}: ${now}.`,
        clauses,
        cite.name,
      ),
    ];
  });
}

/** An old name, or an edition that tells itself to be an old one and not the current. */
function isSuperseded(cite: { readonly name: string; readonly edition?: string }, law: LawEdition): boolean {
  if (law.superseded.some((old) => old.title?.toLowerCase() === cite.name.toLowerCase())) return true;
  const edition = cite.edition?.toLowerCase();
  if (edition === undefined) return false;
  const tells = (one: { readonly edition?: string; readonly match?: readonly string[] }) =>
    [one.edition, ...(one.match ?? [])].some(
      (word) => word !== undefined && edition.includes(word.toLowerCase()),
    );
  return law.superseded.some(tells) && !tells(law.current);
}

const nobodyNamed = (clauses: readonly Clause[]): Finding[] =>
  clauses
    .filter((clause) => clause.from?.roles.length === 0 || clause.to?.roles.length === 0)
    .map((clause) =>
      finding(
        'nobody-named',
        clause.from
          ? 'Permission is demanded, and nobody is named who gives it.'
          : 'It must be told, and nobody is named who hears it.',
        [clause],
      ),
    );

function unboundRoles(pack: Pack, clauses: readonly Clause[]): Finding[] {
  return [...pack.roles.values()].flatMap((role) => {
    if (role.called.length > 0 || role.kind === 'outside') return [];
    const using = clauses.filter((clause) =>
      [clause.from, clause.to, clause.by].some((party) => party?.roles.includes(role.id)),
    );
    return using.length > 0
      ? [
          finding(
            'role-unbound',
            `The document does not say who is ${partyName(pack, { mode: 'any', roles: [role.id] })}.`,
            using,
            role.id,
          ),
        ]
      : [];
  });
}

function owedSettings(pack: Pack, clauses: readonly Clause[]): Finding[] {
  return [...pack.settings.values()]
    .filter((setting) => setting.value === undefined)
    .map((setting) =>
      finding(
        'setting-owed',
        setting.ask,
        clauses.filter((clause) => clause.settings.includes(setting.id)),
        setting.id,
      ),
    );
}

function openIntervals(pack: Pack, clauses: readonly Clause[]): Finding[] {
  return clauses
    .filter(
      (clause) => clause.every === 'regularly' || clause.checks.some((check) => check.every === 'regularly'),
    )
    .filter((clause) => !clause.settings.some((name) => pack.settings.get(name)?.value !== undefined))
    .map((clause) => finding('interval-open', 'It is due regularly, and no interval is set.', [clause]));
}

function differingRoutes(pack: Pack, clauses: readonly Clause[]): Finding[] {
  const events = new Map<string, Clause[]>();
  for (const clause of clauses.filter((one) => one.verb === 'report')) {
    for (const event of clause.targets) events.set(event, [...(events.get(event) ?? []), clause]);
  }
  return [...events.entries()].flatMap(([event, routes]) => {
    const kinds = new Set(
      routes.map((clause) => `${clause.to?.mode}:${[...(clause.to?.roles ?? [])].toSorted().join()}`),
    );
    return kinds.size > 1
      ? [
          finding(
            'routes-differ',
            `${capital(nameOf(pack.vocabulary, event))}: told in ${kinds.size} different ways.`,
            routes,
          ),
        ]
      : [];
  });
}

function agreementFindings(pack: Pack, clauses: readonly Clause[]): Finding[] {
  return pack.agreements.flatMap((agreement) => {
    const signed = new Set(agreement.clauses);
    const terms = clauses.filter((clause) => signed.has(clause.id));
    const body = clauses.filter(
      (clause) => !pack.agreements.some((form) => form.clauses.includes(clause.id)),
    );
    const alone = terms.filter(
      (term) =>
        ['forbid', 'require', 'report'].includes(term.verb) &&
        !body.some((clause) => speaksOfSame(pack.vocabulary, term, clause)),
    );
    const strangers = agreement.signs.filter(
      (role) => !pack.covers.some((covered) => pack.vocabulary.roles.is(role, covered)),
    );
    return [
      ...alone.map((term) =>
        finding('only-in-agreement', `Only the form “${agreement.title}” speaks of it.`, [term]),
      ),
      ...(strangers.length > 0
        ? [
            finding(
              'agreement-widens',
              `The form “${agreement.title}” is signed by ${strangers.map((role) => pack.vocabulary.roles.find(role)?.name ?? role).join(', ')}, whom the policy does not cover.`,
              [],
            ),
          ]
        : []),
    ];
  });
}

const speaksOfSame = (vocabulary: Vocabulary, term: Clause, clause: Clause): boolean =>
  term.targets.some((target) =>
    clause.targets.some(
      (other) =>
        vocabulary.acts.is(target, other) ||
        vocabulary.acts.is(other, target) ||
        vocabulary.events.is(target, other),
    ),
  );

function differingStrength(pack: Pack, clauses: readonly Clause[]): Finding[] {
  const found: Finding[] = [];
  const duties = clauses.filter((clause) => clause.verb === 'forbid' || clause.verb === 'require');
  duties.forEach((one, index) => {
    for (const other of duties.slice(index + 1)) {
      if (
        one.verb !== other.verb ||
        one.strength === other.strength ||
        !sharePeople(pack.vocabulary, one, other)
      )
        continue;
      if (one.when || other.when || !one.targets.some((target) => other.targets.includes(target))) continue;
      found.push(
        finding('strength-differs', `“${one.strength}” in one clause, “${other.strength}” in the other.`, [
          one,
          other,
        ]),
      );
    }
  });
  return found;
}

const powersWithoutPurpose = (pack: Pack, clauses: readonly Clause[]): Finding[] =>
  clauses
    .filter(
      (clause) =>
        clause.verb === 'empower' &&
        clause.purposes.length === 0 &&
        clause.targets.some((target) => pack.vocabulary.acts.is(target, 'inspect-use')),
    )
    .map((clause) => finding('power-without-purpose', findingKinds['power-without-purpose'], [clause]));

const capital = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
