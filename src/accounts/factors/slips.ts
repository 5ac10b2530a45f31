import { type Clock, newId } from '../../kernel/index.ts';
import { keyFor, seal, unseal } from './sealing.ts';

/** What a slip is good for. */
export type SlipPurpose = 'half' | 'authenticator' | 'passkey' | 'provider' | 'link';

/** What a slip says once it is opened. */
export interface Slip<T> {
  readonly content: T;
  /** Uses it up; false where it was used before. */
  spend(): boolean;
}

/** Slips: sealed notes for a browser to hold, each good for one purpose, one holder, five minutes and one use. */
export interface Slips {
  write(purpose: SlipPurpose, holder: string, content: object): string;
  /** Undefined where it is not ours, too old, used, or of another purpose or holder. */
  read<T>(purpose: SlipPurpose, holder: string, text: string | undefined): Slip<T> | undefined;
}

export const SLIP_MINUTES = 5;

interface Written {
  readonly id: string;
  readonly endsAt: number;
  readonly content: unknown;
}

/**
 * Opens the slips of an installation. Only those that were used are remembered, and only until they would end anyway:
 * asking for many fills no memory.
 */
export function openSlips(secret: Uint8Array, clock: Clock): Slips {
  const used = new Map<string, number>();
  const spend = (id: string, endsAt: number): boolean => {
    for (const [other, end] of used) if (end <= clock.now().getTime()) used.delete(other);
    if (used.has(id)) return false;
    used.set(id, endsAt);
    return true;
  };
  return {
    write: (purpose, holder, content) => writeSlip(secret, clock, purpose, holder, content),
    read<T>(purpose: SlipPurpose, holder: string, text: string | undefined) {
      const written = readSlip(secret, purpose, holder, text);
      if (!written || used.has(written.id) || written.endsAt <= clock.now().getTime()) return undefined;
      const { id, endsAt } = written;
      return { content: written.content as T, spend: () => spend(id, endsAt) };
    },
  };
}

const placeOf = (purpose: SlipPurpose, holder: string): string => `${purpose} ${holder}`;

/** Writes a slip. `holder` is whose it is: a session, or a school where nobody is signed in yet. */
export function writeSlip(
  secret: Uint8Array,
  clock: Clock,
  purpose: SlipPurpose,
  holder: string,
  content: object,
): string {
  const endsAt = clock.now().getTime() + SLIP_MINUTES * 60_000;
  const text = JSON.stringify({ id: newId(), endsAt, content } satisfies Written);
  return seal(keyFor(secret, 'slip'), placeOf(purpose, holder), Buffer.from(text)).toString('base64url');
}

const LONGEST_SLIP = 4000;

function readSlip(
  secret: Uint8Array,
  purpose: SlipPurpose,
  holder: string,
  text: string | undefined,
): Written | undefined {
  if (text === undefined || text.length > LONGEST_SLIP) return undefined;
  const opened = unseal(keyFor(secret, 'slip'), placeOf(purpose, holder), Buffer.from(text, 'base64url'));
  return opened && (JSON.parse(opened.toString()) as Written);
}
