import { findPerson, type Person, rolesHeld } from '../../../people/index.ts';
import {
  asHeld,
  type Approvers,
  approversOf,
  type Assessment,
  type Demand,
  demandOf,
  readAssessments,
  holdersFor,
  rolesNamed,
  type RequestPart,
  showsFact,
  standingOf,
  type Thing,
  thingsOf,
} from '../../../permissions/index.ts';
import { decide, type Question } from '../../../policy/index.ts';
import { mayUse } from '../../powers.ts';
import type { Site } from '../../site.ts';
import { type Acting, idIn, notHere } from '../people/acting.ts';
import { type Clauses, clausesOf } from './clauses.ts';
import { type Names, namesOf } from './names.ts';

/** A request before it is one: what an answer led to, for somebody, with all that the clauses want. */
export interface AskedFor {
  readonly acting: Acting;
  readonly answerId: string;
  readonly person: Person;
  readonly isForOther: boolean;
  readonly question: Question & { readonly act: string };
  readonly isExemption: boolean;
  readonly demand: Demand;
  readonly parts: readonly { readonly part: RequestPart; readonly approvers: readonly Approvers[] }[];
  readonly names: Names;
  readonly clauses: Clauses;
  /** Approved assessments that could show something that is wanted. */
  readonly assessments: readonly Assessment[];
  /** What the asker has in their name or borrowed. */
  readonly things: readonly Thing[];
  /** Whether the viewer may write requests down for others. */
  readonly mayEnter: boolean;
}

/**
 * What an answer leads to. It is put to the policy again for the roles that the person holds today: an answer may have
 * been asked for somebody else, and agreements that were only said to be there are not.
 * @throws PAGE_NOT_FOUND, ANSWER_NOT_FOUND
 */
export async function askedFor(
  site: Site,
  acting: Acting,
  answerId: string,
  forId: string | undefined,
): Promise<AskedFor> {
  const { school, viewer, day } = acting;
  const { db } = site.store;
  const mayEnter = mayUse('permissions.enter', viewer.roles);
  const kept = await site.answerer.given(school, answerId);
  const told = kept.question as Question;
  if (told.act === undefined || told.mode !== 'may') throw notHere();
  const isForOther = forId !== undefined && forId !== viewer.personId;
  if (isForOther && !mayEnter) throw notHere();
  const person = await findPerson(db, school.key, isForOther ? idIn(forId) : viewer.personId);
  if (!person || person.closedAt) throw notHere();
  const roles = await rolesHeld(db, school.key, person.id, day);
  const question = {
    ...told,
    act: told.act,
    as: roles.length > 0 ? roles : told.as,
    permissions: [],
  };
  const { restrictions } = await standingOf(db, school.key, person.id, day);
  const put = asHeld(school.policy, question, { permissions: [], restrictions });
  const isExemption = decide(school.policy, put).verdict === 'no';
  const demand = demandOf(school.policy, put, isExemption);
  const holders = await holdersFor(db, school.key, day, rolesNamed(demand.parts), school.policy);
  const parts = demand.parts.map((part) => ({
    part,
    approvers: approversOf(part, person.id, holders, school.policy),
  }));
  const ids = parts.flatMap(({ approvers }) => approvers.flatMap(({ personIds }) => personIds));
  return {
    acting,
    answerId,
    person,
    isForOther,
    question,
    isExemption,
    demand,
    parts,
    names: await namesOf(site, acting, ids),
    clauses: await clausesOf(site, school, school.edition.number),
    assessments: await assessmentsFor(site, acting, demand.needs),
    things: demand.needs.length > 0 ? await thingsOf(db, school.key, person.id) : [],
    mayEnter,
  };
}

/** Approved assessments that show one of these facts today. */
export async function assessmentsFor(
  site: Site,
  { school, day, viewer }: Acting,
  needs: readonly string[],
): Promise<Assessment[]> {
  if (!mayUse('assessments.write', viewer.roles)) return [];
  const approved = await readAssessments(site.store.db, school.key, { approved: true });
  return approved.filter((each) => needs.some((need) => showsFact(each, need, day)));
}
