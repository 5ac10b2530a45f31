import type { Readable } from 'node:stream';

/** Room for the letters that come in at one moment. */
export interface Room {
  /** Takes so many bytes more, or says that there is none. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

export function roomFor(most: number): Room {
  let held = 0;
  return {
    take(bytes) {
      if (held + bytes > most) return false;
      held += bytes;
      return true;
    },
    give(bytes) {
      held -= bytes;
    },
  };
}

/** What became of a letter on its way in. */
export type Received =
  | { readonly outcome: 'whole'; readonly raw: Buffer; release(): void }
  | { readonly outcome: 'too-large' | 'no-room' | 'broken-off' };

/**
 * Takes a letter in, to its end. One that is too large, or that there is no room for, is let run past and not held;
 * `onFlood` is called where it does not end either.
 */
export function receive(
  stream: Readable,
  { most, room, onFlood }: { readonly most: number; readonly room: Room; readonly onFlood: () => void },
): Promise<Received> {
  const chunks: Buffer[] = [];
  let [size, held] = [0, 0];
  let trouble: 'too-large' | 'no-room' | undefined;
  const drop = () => {
    chunks.length = 0;
    room.give(held);
    held = 0;
  };
  return new Promise((resolve) => {
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > 2 * most) onFlood();
      if (trouble !== undefined) return;
      if (size > most) trouble = 'too-large';
      else if (!room.take(chunk.length)) trouble = 'no-room';
      if (trouble !== undefined) return drop();
      held += chunk.length;
      chunks.push(chunk);
    });
    stream.once('end', () => {
      if (trouble !== undefined) return resolve({ outcome: trouble });
      const raw = Buffer.concat(chunks);
      chunks.length = 0;
      resolve({ outcome: 'whole', raw, release: drop });
    });
    const breakOff = () => {
      drop();
      resolve({ outcome: 'broken-off' });
    };
    stream.once('close', () => stream.readableEnded || breakOff());
    stream.once('error', breakOff);
  });
}
