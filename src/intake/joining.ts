/** Gathers a part of a letter line by line, as the parser hands them. */
export interface Gathering {
  update(line: Uint8Array): void;
  finalize(): Promise<ArrayBuffer>;
}

/** Bytes that grow by doubling: a million short lines are one buffer and not a million. */
function growing() {
  let bytes = Buffer.alloc(4096);
  let size = 0;
  return {
    add(more: Uint8Array) {
      const needed = size + more.length;
      if (needed > bytes.length) {
        const larger = Buffer.alloc(Math.max(needed, bytes.length * 2));
        bytes.copy(larger, 0, 0, size);
        bytes = larger;
      }
      bytes.set(more, size);
      size = needed;
    },
    all: (): Buffer => bytes.subarray(0, size),
  };
}

const copied = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
const END = Buffer.from('\n');

/** Lines as they stand. */
export function plainLines(): Gathering {
  const lines = growing();
  return {
    update(line) {
      lines.add(line);
      lines.add(END);
    },
    finalize: async () => copied(lines.all()),
  };
}

const PAD = 0x3d;

/** Lines of base64. Each stretch up to its padding is decoded by itself: some mailers pad every line. */
export function base64Lines(): Gathering {
  const lines = growing();
  return {
    update: (line) => lines.add(line),
    finalize: async () => copied(decoded(lines.all())),
  };
}

/** A mailer that pads every line of the longest letter pads fewer times. */
const MOST_PADS = 400_000;

/** @throws where it is padded more often than any letter is */
function decoded(text: Buffer): Buffer {
  const bytes = growing();
  let pads = 0;
  for (let at = 0; at < text.length; ) {
    pads += 1;
    if (pads > MOST_PADS) throw new RangeError('too many pads');
    const pad = text.indexOf(PAD, at);
    const end = pad < 0 ? text.length : pad;
    if (end > at) bytes.add(Buffer.from(text.toString('latin1', at, end), 'base64'));
    at = end + 1;
  }
  return bytes.all();
}
