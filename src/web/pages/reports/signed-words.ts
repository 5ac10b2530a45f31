import { signaturesOf, type SignatureRow } from '../../../agreements/index.ts';
import { localDay } from '../../../kernel/index.ts';
import type { Report } from '../../../reports/index.ts';
import type { Site } from '../../site.ts';
import type { Acting } from '../people/acting.ts';

/** What somebody had agreed to of a clause at a moment. */
export interface Agreed {
  readonly clause: string;
  /** Unset where they had not agreed to it. */
  readonly signed?: {
    readonly on: string;
    readonly edition: number;
    readonly number: string;
    /** The words as they stood on the form. */
    readonly text: string;
    readonly signatureId: string;
  };
  /** Whether they had signed a form with it, and left the clause out. */
  readonly isDeclined: boolean;
}

/** Somebody whom a report is about, with what they had signed when it happened. */
export interface SignedBy {
  readonly personId: string;
  readonly hasSignedAnything: boolean;
  readonly clauses: readonly Agreed[];
}

/** What each of those whom a report is about had agreed to of some clauses, when the school came to know. */
export async function signedWords(
  site: Site,
  acting: Acting,
  { about, cameAt }: Report,
  clauses: readonly string[],
): Promise<SignedBy[]> {
  const people = [];
  for (const personId of about) {
    const all = await signaturesOf(site.store, acting.school.key, personId);
    const before = all.filter(
      (each) => each.childId === undefined && each.signedAt <= cameAt && each.signedOn <= localDay(cameAt),
    );
    const shown = await Promise.all(before.map((signature) => withWords(site, acting, signature)));
    people.push({
      personId,
      hasSignedAnything: before.length > 0,
      clauses: clauses.map((clause) => agreedTo(clause, shown)),
    });
  }
  return people;
}

type Shown = Awaited<ReturnType<typeof withWords>>;

async function withWords({ forms }: Site, { school }: Acting, signature: SignatureRow) {
  const wording = signature.wording === 'plain' ? 'plain' : 'full';
  const { clauses } = await forms.textOf(school.key, signature.edition, signature.form, wording);
  return { signature, clauses };
}

/** The newest signature under words with the clause; the newest come first. */
function agreedTo(clause: string, shown: readonly Shown[]): Agreed {
  for (const { signature, clauses } of shown) {
    const words = clauses.find(({ id }) => id === clause);
    if (!words) continue;
    if (signature.declined.includes(clause)) return { clause, isDeclined: true };
    const { signedOn: on, edition, id: signatureId } = signature;
    const text = words.plain ?? words.text;
    return { clause, isDeclined: false, signed: { on, edition, number: words.number, text, signatureId } };
  }
  return { clause, isDeclined: false };
}
