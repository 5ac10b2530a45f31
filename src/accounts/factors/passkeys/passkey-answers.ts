import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { decodeAttestationObject } from '@simplewebauthn/server/helpers';

/* Answers of browsers, read from what a form brought: of their shape, or not at all. */

export type Attestation = RegistrationResponseJSON;
export type Assertion = AuthenticationResponseJSON;

const LONGEST_ANSWER = 20_000;
const BASE64URL = /^[\w-]+$/;
const TRANSPORTS = new Set(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']);

/** The answer to being asked for a new passkey. */
export function readAttestation(text: string): Attestation | undefined {
  const answer = readCredential(text);
  const made = answer?.response;
  if (!answer || !made || !isText(made['attestationObject']) || !isBare(made['attestationObject']))
    return undefined;
  const transports = Array.isArray(made['transports']) ? made['transports'] : [];
  return {
    ...answer.head,
    response: {
      clientDataJSON: answer.clientDataJSON,
      attestationObject: made['attestationObject'],
      transports: transports.filter((each) => TRANSPORTS.has(each)),
    },
  };
}

/** The answer to being asked for a passkey. */
export function readAssertion(text: string): Assertion | undefined {
  const answer = readCredential(text);
  const given = answer?.response;
  if (!answer || !given || !isText(given['authenticatorData']) || !isText(given['signature']))
    return undefined;
  return {
    ...answer.head,
    response: {
      clientDataJSON: answer.clientDataJSON,
      authenticatorData: given['authenticatorData'],
      signature: given['signature'],
      ...(isText(given['userHandle']) && { userHandle: given['userHandle'] }),
    },
  };
}

function readCredential(text: string) {
  const answer = text.length > LONGEST_ANSWER ? undefined : mapOf(parse(text));
  const response = mapOf(answer?.['response']);
  const id = answer?.['id'];
  const clientDataJSON = response?.['clientDataJSON'];
  if (!response || !isText(id) || answer?.['type'] !== 'public-key' || !isText(clientDataJSON))
    return undefined;
  const head = { id, rawId: id, type: 'public-key', clientExtensionResults: {} } as const;
  return { head, response, clientDataJSON };
}

/**
 * Whether an authenticator says nothing of who made it. We ask for nothing else; and checking a certificate would have
 * the server fetch lists from wherever the certificate says.
 */
function isBare(attestationObject: string): boolean {
  try {
    const decoded = decodeAttestationObject(new Uint8Array(Buffer.from(attestationObject, 'base64url')));
    const format = decoded.get('fmt');
    return format === 'none' || (format === 'packed' && decoded.get('attStmt').get('x5c') === undefined);
  } catch {
    return false;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && BASE64URL.test(value);

const mapOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
