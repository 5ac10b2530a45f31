import { type Due, dueFor, type SignatureRow, signaturesOf } from '../../../agreements/index.ts';
import { localDay } from '../../../kernel/index.ts';
import { findPersons, nameOf } from '../../../people/index.ts';
import type { Site } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';
import { stateNames, whyNames } from './signing-states.ts';

/** A form that somebody signs or has signed, in words. */
export interface SignedForm {
  readonly title: string;
  readonly child: string | undefined;
  readonly state: string;
  readonly isDone: boolean;
  readonly when: string | undefined;
  /** The last signature, whose receipt can be opened. */
  readonly signatureId: string | undefined;
}

/** Every form that somebody signs today or has signed, what is missing first. */
export async function signedFormsOf(site: Site, school: string, personId: string): Promise<SignedForm[]> {
  const [owed, signatures] = await Promise.all([
    dueFor(site.store, site.forms, site.clock, school, personId),
    signaturesOf(site.store, school, personId),
  ]);
  const kept = await keptForms(site, school, newestOf(signatures, owed));
  return [...owed.map(owedForm), ...kept];
}

const owedForm = ({ title, childName, why }: Due): SignedForm => ({
  title,
  child: childName,
  state: whyNames[why],
  isDone: false,
  when: undefined,
  signatureId: undefined,
});

/** The newest signature for each form and child, but for those that are asked again. */
function newestOf(signatures: readonly SignatureRow[], owed: readonly Due[]): SignatureRow[] {
  const seen = new Set(owed.map(({ form, childId }) => `${form} ${childId ?? ''}`));
  return signatures.filter(({ form, childId }) => {
    const key = `${form} ${childId ?? ''}`;
    return !seen.has(key) && Boolean(seen.add(key));
  });
}

/** Signatures with the titles that their forms had. */
export async function keptForms(
  site: Site,
  school: string,
  signatures: readonly SignatureRow[],
): Promise<SignedForm[]> {
  const childIds = signatures.flatMap(({ childId }) => childId ?? []);
  const children = await findPersons(site.store.db, school, childIds);
  return Promise.all(
    signatures.map(async ({ id, edition, form, childId, declined, signedAt }) => {
      const child = childId === undefined ? undefined : children.get(childId);
      return {
        title: (await site.forms.textOf(school, edition, form, 'full')).title,
        child: child && nameOf(child),
        state: declined.length > 0 ? stateNames.partly : stateNames.signed,
        isDone: declined.length === 0,
        when: `on ${wordDay(localDay(signedAt))}`,
        signatureId: id,
      };
    }),
  );
}
