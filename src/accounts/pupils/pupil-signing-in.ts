import { record } from '../../ledger/index.ts';
import { type Act, entry, requirePerson, rolesHeld } from '../../people/index.ts';
import { localDay } from '../../kernel/index.ts';
import type { Transaction } from '../../store/index.ts';
import { accountFault } from '../errors.ts';
import type { Surroundings } from '../factors/surroundings.ts';
import { hashPassword, isPassword, NOBODYS } from '../hashing.ts';
import { pausesOfOne } from '../tries/pauses.ts';
import { askTurn } from '../tries/throttling.ts';
import { sealOf } from '../token.ts';
import { classBy } from './class-link.ts';
import { isPicture, PICTURES_CHOSEN } from './pictures.ts';
import { pupilSecretOf, putPupilSecret } from './records.ts';

/** What a pupil remembers: three pictures in order, or a word. */
export type PupilSecret =
  | { readonly kind: 'picture'; readonly pictures: readonly string[] }
  | { readonly kind: 'word'; readonly word: string };

/** Of a word counts what a child hears, not how it is written. */
const textOf = (secret: PupilSecret): string =>
  secret.kind === 'picture'
    ? `picture ${secret.pictures.join(' ')}`
    : `word ${secret.word.trim().toLowerCase().normalize('NFC')}`;

const isFit = (secret: PupilSecret): boolean =>
  secret.kind === 'picture'
    ? secret.pictures.length === PICTURES_CHOSEN && secret.pictures.every(isPicture)
    : /^[\p{L}\p{M}]{4,30}$/u.test(secret.word.trim());

/** A secret as it is kept, worked out before the transaction that keeps it. @throws SECRET_UNUSABLE */
export function sealPupilSecret(secret: PupilSecret): Promise<string> {
  if (!isFit(secret)) throw accountFault('SECRET_UNUSABLE', 'this can be no secret of a pupil', 422);
  return hashPassword(textOf(secret));
}

/**
 * Sets what a pupil signs in with. Only pupils have one: it opens what pupils may see and nothing of others.
 * @throws PERSON_NOT_FOUND, ACCOUNT_NOT_FOUND for whoever is no pupil
 */
export async function setPupilSecret(
  tx: Transaction,
  act: Act & { readonly by: string },
  personId: string,
  secret: { readonly kind: PupilSecret['kind']; readonly phc: string },
): Promise<void> {
  await requirePerson(tx, act.school, personId);
  const roles = await rolesHeld(tx, act.school, personId, localDay(act.at));
  if (!isPupilOnly(roles)) throw accountFault('ACCOUNT_NOT_FOUND', 'this person is no pupil', 404);
  await putPupilSecret(tx, act.school, { ...secret, personId, at: act.at, by: act.by });
  await record(tx, { ...entry(act, 'pupil-secret.set', personId), details: { kind: secret.kind } });
}

const isPupilOnly = (roles: readonly string[]): boolean =>
  roles.length > 0 && roles.every((role) => role === 'pupil');

/** What came of a pupil's try. */
export type PupilSignedIn =
  | { readonly outcome: 'right'; readonly personId: string }
  | { readonly outcome: 'wrong' | 'no-class' }
  | { readonly outcome: 'wait'; readonly seconds: number };

/** Checks what a pupil chose or typed, on the page of their class. Throttled for each pupil. */
export async function checkPupil(
  around: Surroundings,
  school: string,
  token: string,
  personId: string,
  secret: PupilSecret,
): Promise<PupilSignedIn> {
  const found = await classBy(around, school, token);
  if (!found?.pupils.some(({ id }) => id === personId)) return { outcome: 'no-class' };
  const subject = sealOf(around.keys.secret, 'tries', school, 'pupil', personId);
  const turn = await askTurn(around, school, [{ subject, pauses: pausesOfOne, forgives: true }]);
  if (!turn.right) return { outcome: 'wait', seconds: turn.seconds };
  const kept = await pupilSecretOf(around.store.db, school, personId);
  const isRight = await isPassword(textOf(secret), kept ?? NOBODYS);
  // A pupil who has come to be more than a pupil reaches too much for three pictures.
  const roles = await rolesHeld(around.store.db, school, personId, localDay(around.clock.now()));
  if (!isRight || !isPupilOnly(roles)) return { outcome: 'wrong' };
  await turn.right();
  return { outcome: 'right', personId };
}
