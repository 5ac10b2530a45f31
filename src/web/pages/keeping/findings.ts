import { type Finding, type FindingKind, lint } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import type { Site } from '../../site.ts';

const found = new WeakMap<School, readonly Finding[]>();

/** What a reader of the school's policy would miss, gravest first. Looked for once for each edition and day. */
export function findingsOf(site: Site, school: School): readonly Finding[] {
  const known = found.get(school);
  if (known) return known;
  const findings = lint(school.policy.pack, { today: school.day, law: site.lawEditions });
  found.set(school, findings);
  return findings;
}

/** A kind of finding as a heading, and what to do about it. */
export interface KindWords {
  readonly title: string;
  readonly todo: string;
}

export const kindWords: Readonly<Record<FindingKind, KindWords>> = {
  clash: {
    title: 'Clauses that clash',
    todo: 'Change one of the two, say which goes first, or let somebody entitled rule.',
  },
  'clash-settled': {
    title: 'Clashes that one clause settles',
    todo: 'Answers hold, and are shown as contested. Say in the text which goes first.',
  },
  unclear: {
    title: 'Unclear sentences',
    todo: 'Write the sentence again so that it can be read in one way only.',
  },
  'review-dates': {
    title: 'Review dates that disagree',
    todo: 'Choose one interval and print dates that fit it.',
  },
  'review-overdue': {
    title: 'Review overdue',
    todo: 'Put the review on the agenda of whoever approves the policy.',
  },
  'stale-law': {
    title: 'Law and guidance that is no longer current',
    todo: 'Read what took its place, and change the text where it must change.',
  },
  'nobody-named': { title: 'Nobody is named', todo: 'Name who gives the permission or who is told.' },
  'role-unbound': { title: 'Roles that nobody is known to hold', todo: 'Say who holds the role.' },
  'setting-owed': {
    title: 'Values that the school still owes',
    todo: 'Decide the value; until then the clause cannot be kept by number.',
  },
  'interval-open': { title: '“Regularly”, and no interval', todo: 'Say how often.' },
  'routes-differ': {
    title: 'The same thing told in different ways',
    todo: 'Choose one way, or say which holds when.',
  },
  'only-in-agreement': {
    title: 'Only the form says it',
    todo: 'Add it to the policy, or take it out of the form.',
  },
  'agreement-widens': {
    title: 'Signed by people whom the policy does not cover',
    todo: 'Widen the policy, or give these people a form of their own.',
  },
  'strength-differs': {
    title: 'Firm in one place, soft in another',
    todo: 'Choose “must” or “should” and write it in both.',
  },
  'power-without-purpose': {
    title: 'Looking into use, for any purpose',
    todo: 'List what the power may be used for.',
  },
  'doubt-nowhere': { title: 'Nobody to ask when in doubt', todo: 'Name somebody.' },
  'nobody-rules': { title: 'Nobody to settle an unclear point', todo: 'Name who may rule.' },
};

/** Findings by kind, gravest first. */
export const byKind = (findings: readonly Finding[]): [FindingKind, Finding[]][] => [
  ...Map.groupBy(findings, (finding) => finding.kind),
];
