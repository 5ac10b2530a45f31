import { createHash } from 'node:crypto';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { record } from '../../../ledger/index.ts';
import { afterChange, entryOf } from '../factors-held.ts';
import { lockAccount } from '../records.ts';
import type { Owner, Surroundings, Whose } from '../surroundings.ts';
import { type Assertion, readAssertion, readAttestation } from './passkey-answers.ts';
import { findPasskey, type HeldPasskey, insertPasskey, passkeysOf, usePasskey } from './records.ts';

/** Whom passkeys are made for: browsers let only this site use them. */
export interface Party {
  /** The host's name. */
  readonly id: string;
  /** `https://gatehouse.school.example` */
  readonly origin: string;
}

/** The party that stands at an address. */
export const partyAt = (origin: string): Party => {
  const { hostname, origin: exact } = new URL(origin);
  return { id: hostname, origin: exact };
};

/** What the browser is asked, to be handed to it as JSON; the challenge is kept for checking its answer. */
export interface Asked {
  readonly challenge: string;
  readonly options: object;
}

const TIMEOUT_MS = 5 * 60_000;
const MOST_PASSKEYS = 20;

/**
 * What an authenticator calls the person. It says nothing to who finds the key.
 * SOURCE: Web Authentication Level 3, 14.6.1, user handle contents
 */
const handleOf = ({ school, personId }: Whose): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([school, personId]))
    .digest();

/** Asks for a new passkey. */
export async function askNewPasskey(
  { store }: Surroundings,
  party: Party,
  who: Whose & { readonly name: string },
  names: { readonly school: string; readonly userName: string },
): Promise<Asked> {
  const options = await generateRegistrationOptions({
    rpName: names.school,
    rpID: party.id,
    userName: names.userName,
    userDisplayName: who.name,
    userID: new Uint8Array(handleOf(who)),
    timeout: TIMEOUT_MS,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    excludeCredentials: (await passkeysOf(store.db, who)).map(described),
  });
  return { challenge: options.challenge, options };
}

/** What came of adding a passkey. */
export type PasskeyAdded = 'added' | 'refused' | 'known' | 'too-many';

/** Keeps a new passkey, once the browser's answer to the challenge holds. */
export async function addPasskey(
  { store, clock }: Surroundings,
  party: Party,
  whose: Owner,
  challenge: string,
  answer: { readonly response: string; readonly name: string },
): Promise<PasskeyAdded> {
  const made = await verifyAttestation(party, challenge, answer.response);
  if (!made) return 'refused';
  const at = clock.now();
  return store.transaction(async (tx) => {
    if ((await lockAccount(tx, whose)) === undefined) return 'refused';
    if ((await passkeysOf(tx, whose)).length >= MOST_PASSKEYS) return 'too-many';
    const passkey = { ...made, personId: whose.personId, name: tidyName(answer.name), addedAt: at };
    if (!(await insertPasskey(tx, whose.school, passkey))) return 'known';
    await afterChange(tx, clock, whose, 'factor-added');
    await record(tx, { ...entryOf(whose, at, 'passkey.added'), personal: { name: passkey.name } });
    return 'added';
  });
}

async function verifyAttestation(party: Party, challenge: string, response: string) {
  const attestation = readAttestation(response);
  if (!attestation) return undefined;
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: attestation,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
    });
    if (!verified) return undefined;
    const { id, publicKey, counter } = registrationInfo.credential;
    return { credentialId: id, publicKey, counter, transports: attestation.response.transports ?? [] };
  } catch {
    // The library throws at whatever does not hold; which it was is nobody's business outside.
    return undefined;
  }
}

const LONGEST_NAME = 60;

/** One line, so that lists stay lists. */
function tidyName(typed: string): string {
  const tidied = typed
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .toWellFormed()
    .trim();
  return tidied.slice(0, LONGEST_NAME).toWellFormed().trim() || 'Passkey';
}

/** Asks for a passkey: one of this person's, or, where nobody said who they are, any that the site knows. */
export async function askPasskey({ store }: Surroundings, party: Party, whose?: Whose): Promise<Asked> {
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    userVerification: 'required',
    timeout: TIMEOUT_MS,
    ...(whose && { allowCredentials: (await passkeysOf(store.db, whose)).map(described) }),
  });
  return { challenge: options.challenge, options };
}

const described = ({ credentialId, transports }: HeldPasskey) => ({
  id: credentialId,
  transports: [...transports],
});

/**
 * Whose passkey answered the challenge; undefined where the answer does not hold. `personId` is whose it must be, where
 * that is known.
 */
export async function checkPasskey(
  { store, clock }: Surroundings,
  party: Party,
  where: { readonly school: string; readonly personId?: string | undefined },
  challenge: string,
  response: string,
): Promise<string | undefined> {
  const assertion = readAssertion(response);
  const passkey = assertion && (await findPasskey(store.db, where.school, assertion.id));
  if (!passkey || (where.personId !== undefined && passkey.personId !== where.personId)) return undefined;
  const whose = { school: where.school, personId: passkey.personId };
  const counter = isHandleOf(assertion, whose)
    ? await verifyAssertion(party, challenge, assertion, passkey)
    : undefined;
  if (counter === undefined) return undefined;
  const isUsed = await store.transaction(
    async (tx) =>
      (await lockAccount(tx, whose)) !== undefined &&
      (await usePasskey(tx, where.school, passkey, counter, clock.now())),
  );
  return isUsed ? passkey.personId : undefined;
}

const isHandleOf = ({ response }: Assertion, whose: Whose): boolean =>
  response.userHandle === undefined || response.userHandle === handleOf(whose).toString('base64url');

/** The authenticator's new counter; undefined where something does not hold, a counter that went back included. */
async function verifyAssertion(
  party: Party,
  challenge: string,
  response: Assertion,
  { credentialId, publicKey, counter }: HeldPasskey,
): Promise<number | undefined> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: { id: credentialId, publicKey: new Uint8Array(publicKey), counter },
      requireUserVerification: true,
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}
