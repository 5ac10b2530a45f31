import { connect } from 'node:net';

/** A sender that speaks to a mail server line by line. */
export interface Talk {
  /** Sends so many bytes as they are. */
  write(text: string | Uint8Array): Promise<void>;
  /** The next answer: its code and its words. */
  answer(): Promise<string>;
  /** Sends a line and gives the answer. */
  say(line: string): Promise<string>;
  /** Every answer until the server ends. */
  rest(): Promise<string>;
  end(): void;
}

const nothing = (): void => undefined;

/** Begins to speak with a mail server on this machine. */
export function talkTo(port: number): Talk {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  let isOver = false;
  let wake: () => void = nothing;
  socket.setEncoding('utf8');
  socket.on('data', (more) => {
    text += String(more);
    wake();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    isOver = true;
    wake();
  });
  const more = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  const talk: Talk = {
    write: (bytes) =>
      new Promise((resolve) => {
        socket.write(bytes, () => resolve());
      }),
    async answer() {
      for (;;) {
        const whole = /^(?:\d{3}-.*\r\n)*(\d{3} .*)\r\n/.exec(text);
        if (whole) {
          text = text.slice(whole[0].length);
          return String(whole[1]);
        }
        if (isOver) return 'closed';
        await more();
      }
    },
    async say(line) {
      await talk.write(`${line}\r\n`);
      return talk.answer();
    },
    async rest() {
      for (;;) {
        if (isOver) return text;
        await more();
      }
    },
    end: () => socket.destroy(),
  };
  return talk;
}

/** What one letter is sent with. */
export interface Envelope {
  readonly from?: string;
  readonly to: readonly string[];
}

const CODE = 3;

/** Sends one letter as it is; gives the code of the last answer. Lines that begin with a dot get another. */
export async function sendRaw(
  port: number,
  { from = 'zoe@home.example', to }: Envelope,
  raw: string | Uint8Array,
): Promise<string> {
  const talk = talkTo(port);
  try {
    await talk.answer();
    const steps = [
      'EHLO there.example',
      `MAIL FROM:<${from}>`,
      ...to.map((each) => `RCPT TO:<${each}>`),
      'DATA',
    ];
    for (const step of steps) {
      const answer = await talk.say(step);
      if (!/^[23]/.test(answer)) return answer.slice(0, CODE);
    }
    await talk.write(typeof raw === 'string' ? raw.replace(/^\./gm, '..') : raw);
    return (await talk.say('\r\n.')).slice(0, CODE);
  } finally {
    talk.end();
  }
}

/** A letter of headers and words. */
export const letterOf = (headers: Readonly<Record<string, string>>, words: string): string =>
  `${Object.entries({ From: 'Zoe <zoe@home.example>', Subject: 'Hello', ...headers })
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')}\r\n\r\n${words}\r\n`;

/** A letter with files, each by its name. */
export function letterWith(
  words: string,
  files: readonly { readonly name: string; readonly body: Uint8Array }[],
  headers: Readonly<Record<string, string>> = {},
): string {
  const parts = files.map(
    ({ name, body }) =>
      `--edge\r\nContent-Type: application/octet-stream; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(
        body,
      )
        .toString('base64')
        .replace(/(.{76})/g, '$1\r\n')}\r\n`,
  );
  return letterOf(
    { 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=edge', ...headers },
    `--edge\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${words}\r\n${parts.join('')}--edge--`,
  );
}
