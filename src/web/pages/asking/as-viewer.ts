import type { Viewer } from '../../../accounts/index.ts';
import { signedOn } from '../../../agreements/index.ts';
import { localDay } from '../../../kernel/index.ts';
import { asHeld, standingOf } from '../../../permissions/index.ts';
import type { Question } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import type { Site } from '../../site.ts';
import type { Asked } from './fields.ts';

/** Whoever is signed in is not asked who they are, nor whether they have signed. They may still ask as somebody else. */
export async function asViewer(
  site: Site,
  school: School,
  viewer: Viewer | undefined,
  asked: Asked,
): Promise<Asked> {
  if (!viewer) return asked;
  const as = asked.raw.as.length > 0 ? asked.raw.as : narrowest(school, viewer.roles);
  if (!isThemself(viewer, as)) return asked;
  const hasSigned =
    (await signedOn(site.store, site.forms, school.key, viewer.personId, site.clock.now())) !== undefined;
  const facts = { signed: String(hasSigned), ...asked.raw.facts };
  return { ...asked, raw: { ...asked.raw, as, facts } };
}

/** The question with the permissions that the asker holds, and what was taken from them. */
export async function withStanding(
  site: Site,
  school: School,
  viewer: Viewer | undefined,
  question: Question,
): Promise<Question> {
  if (!viewer || !isThemself(viewer, question.as)) return question;
  const day = localDay(site.clock.now());
  return asHeld(school.policy, question, await standingOf(site.store.db, school.key, viewer.personId, day));
}

const isThemself = (viewer: Viewer, as: readonly string[]): boolean =>
  as.length > 0 && as.every((role) => viewer.roles.includes(role));

/** Roles without those that another of them already means: a teacher is a member of staff. */
function narrowest({ policy }: School, roles: readonly string[]): string[] {
  const { roles: lexicon } = policy.vocabulary;
  const known = roles.filter((role) => lexicon.has(role));
  return known.filter((role) => !known.some((other) => other !== role && lexicon.is(other, role)));
}
