import type { AddressInfo } from 'node:net';
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from 'smtp-server';
import { Fault } from '../kernel/index.ts';
import { type OurAddresses, recipientOf, withoutTwice } from './addresses.ts';
import type { House } from './house.ts';
import { keepLetter } from './keeping.ts';
import { type Limits, usualLimits } from './limits.ts';
import { readLetter } from './reading.ts';
import { receive, type Room, roomFor } from './receiving.ts';
import type { IntakeSettings } from './settings.ts';
import { oneByOne } from './turns.ts';

/** Where letters come in, while it is open. */
export interface Intake {
  readonly port: number;
  /** Takes no more, and ends what is under way. */
  close(): Promise<void>;
}

/** What is told of trouble: a code, and never what a letter says. */
export type Tell = (code: string) => void;

interface Door {
  readonly house: House & { readonly domain: string };
  readonly limits: Limits;
  readonly room: Room;
  readonly inTurn: ReturnType<typeof oneByOne>;
  readonly tell: Tell;
}

/** Opens where letters come in. Nothing is passed on, nobody signs in, and each letter is kept before it is answered with 250. */
export async function openIntake(
  house: House,
  settings: IntakeSettings,
  tell: Tell = () => undefined,
  limits: Limits = usualLimits,
): Promise<Intake> {
  const door: Door = {
    house: { ...house, domain: settings.domain },
    limits,
    room: roomFor(limits.heldBytes),
    inTurn: oneByOne(),
    tell,
  };
  const server = new SMTPServer({ ...usual(settings, limits), ...guarding(door, () => server) });
  server.on('error', (error: Error) => tell(codeOf(error)));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const CLOSE_MS = 5000;
const LONGEST_COMMAND = 2048;

const usual = ({ domain, tls }: IntakeSettings, limits: Limits): SMTPServerOptions => ({
  name: domain,
  banner: 'Gatehouse',
  size: limits.letterBytes,
  maxRecipients: limits.recipients,
  maxClients: limits.connections,
  maxCommandLength: LONGEST_COMMAND,
  socketTimeout: limits.silenceMs,
  closeTimeout: CLOSE_MS,
  disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  authOptional: true,
  logger: false,
  ...(tls && { ...tls, minVersion: 'TLSv1.2' as const }),
});

type Done = (error?: Error | null) => void;

/** What is answered at each step; whatever else goes wrong is for the sender to try again. */
function guarding(door: Door, server: () => SMTPServer): SMTPServerOptions {
  const stays = new Map<string, NodeJS.Timeout>();
  const leave = (id: string) => {
    for (const connection of server().connections)
      if (connection.id === id) connection.send(421, 'that took too long');
  };
  return {
    onConnect({ id, remoteAddress }: SMTPServerSession, done: Done) {
      const same = [...server().connections].filter((each) => each.remoteAddress === remoteAddress);
      if (same.length > door.limits.connectionsOfOne)
        return done(refusal(421, 'too many connections from your address'));
      stays.set(id, setTimeout(() => leave(id), door.limits.stayMs).unref());
      done();
    },
    onClose({ id }: SMTPServerSession) {
      clearTimeout(stays.get(id));
      stays.delete(id);
    },
    onRcptTo({ address }: SMTPServerAddress, _session: SMTPServerSession, done: Done) {
      done(recipientOf(address, ours(door)) ? null : refusal(550, 'nobody here has this address'));
    },
    onData(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done) {
      const late = setTimeout(() => leave(session.id), door.limits.letterMs).unref();
      take(door, stream, session, () => leave(session.id))
        .then(
          () => done(),
          (error: unknown) => done(answerTo(error, door.tell)),
        )
        .finally(() => clearTimeout(late));
    },
  };
}

const ours = ({ house }: Door): OurAddresses => ({
  domain: house.domain,
  secret: house.secret,
  schools: house.schools(),
});

const refusal = (responseCode: number, words: string): Error =>
  Object.assign(new Error(words), { responseCode });

/** Takes one letter to its end and keeps it; letters are read one at a time, so that no two are in memory in pieces. */
async function take(
  door: Door,
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
  onFlood: () => void,
): Promise<void> {
  const received = await receive(stream, { most: door.limits.letterBytes, room: door.room, onFlood });
  if (received.outcome === 'too-large') throw refusal(552, 'the letter is too large');
  if (received.outcome === 'no-room') throw refusal(452, 'there is no room at this moment, try again later');
  if (received.outcome !== 'whole') throw refusal(451, 'the letter did not come to its end');
  const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
  const recipients = envelope.rcptTo.flatMap(({ address }) => recipientOf(address, ours(door)) ?? []);
  try {
    await door.inTurn(async () => {
      const letter = await readLetter(received.raw, from);
      if (letter.author === 'answering-machine' || isOwn(door, letter.from, from))
        throw refusal(554, 'answers of machines are not read here');
      await keepLetter(door.house, withoutTwice(recipients), letter);
    });
  } finally {
    received.release();
  }
}

/** Whether a letter came from ourselves: then two machines write to each other. */
function isOwn({ house }: Door, ...from: readonly (string | undefined)[]): boolean {
  const addresses = from.flatMap((address) => address?.toLowerCase() ?? []);
  const own = house.ownAddress?.toLowerCase();
  return addresses.some((address) => address === own || address.endsWith(`@${house.domain}`));
}

/** What the sender is told: what they sent cannot be read, or it shall be tried again. */
function answerTo(error: unknown, tell: Tell): Error {
  if (error instanceof Error && 'responseCode' in error) return error;
  if (error instanceof Fault && error.code === 'LETTER_UNREADABLE') return refusal(554, error.message);
  tell(codeOf(error));
  return refusal(451, 'the letter could not be kept, try again later');
}

/** Errors carry what somebody wrote in their words. */
const codeOf = (error: unknown): string =>
  String((error as { code?: unknown }).code ?? (error as Error).name ?? 'unknown');
