import { clashes, sharePeople } from './clashing.ts';
import type { Clause } from './clause.ts';
import { clausesOf, type Pack } from './pack.ts';
import { nameOf, partyName } from './explaining.ts';
import { type Finding, finding, findingKinds } from './lint-finding.ts';
import type { Vocabulary } from './vocabulary.ts';

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
