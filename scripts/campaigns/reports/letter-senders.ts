import { replyAddress } from '../../../src/intake/index.ts';
import { letterWith, sendRaw } from '../../../test/support/letters.ts';
import type { Acknowledged } from './acknowledged.ts';
import { DOMAIN, fileOf, SCHOOL, SCHOOL_ADDRESS, SECRET } from './telling-school.ts';

/** A letter that waits to be taken: it is sent again, as it was, until it is. */
export interface Waiting {
  readonly raw: string;
  readonly to: string;
  readonly acknowledged: Acknowledged;
}

/** What mail servers do whose letters the program takes. */
export interface Senders {
  /** Sends until the program no longer answers; gives what was taken. */
  sendTo(port: number, life: number): Promise<readonly Acknowledged[]>;
  /** Resolves when so many more were taken, or nobody sends. */
  takes(count: number): Promise<void>;
  /** A report that can be answered. */
  knows(report: string): void;
}

const SENDERS = 3;
const FILE_BYTES = 40_000;
const OK = '250';

/** Mail servers that send letters and answers, and send again what was not acknowledged. */
export function openSenders(): Senders {
  const waiting: Waiting[] = [];
  const reports: string[] = [];
  let [taken, isOver] = [0, true];
  let wake = nothing;

  async function sendOn(port: number, life: number, sender: number, told: Acknowledged[]): Promise<void> {
    for (let turn = 1; ; turn += 1) {
      const report = turn % 3 === 0 ? reports[(turn * SENDERS + sender) % reports.length] : undefined;
      const letter = waiting.shift() ?? written(`mark-${life}-${100 + sender}-${turn}`, report);
      const code = await sendRaw(port, { to: [letter.to] }, letter.raw).catch(() => 'closed');
      if (code !== OK) waiting.push(letter);
      if (code === 'clo') return;
      if (code !== OK) continue;
      told.push(letter.acknowledged);
      taken += 1;
      wake();
    }
  }

  return {
    async sendTo(port, life) {
      const told: Acknowledged[] = [];
      [taken, isOver] = [0, false];
      await Promise.all(Array.from({ length: SENDERS }, (_, sender) => sendOn(port, life, sender, told)));
      isOver = true;
      wake();
      return told;
    },
    async takes(count) {
      for (;;) {
        if (taken >= count || isOver) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    knows: (report) => void reports.push(report),
  };
}

const nothing = (): void => undefined;

function written(mark: string, report: string | undefined): Waiting {
  const { hash, ...file } = fileOf(mark, FILE_BYTES);
  const headers = { 'Message-ID': `<${mark}@home.example>`, From: `${mark}@home.example` };
  const raw = letterWith(`Somebody wrote something, ${mark}.`, [file], headers);
  return report === undefined
    ? { raw, to: SCHOOL_ADDRESS, acknowledged: { what: 'letter', mark, hash } }
    : {
        raw,
        to: replyAddress({ domain: DOMAIN, secret: SECRET }, SCHOOL, report),
        acknowledged: { what: 'answer', mark, hash, report },
      };
}
