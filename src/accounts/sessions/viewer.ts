/** Somebody who is signed in, as pages know them. */
export interface Viewer {
  readonly school: string;
  readonly personId: string;
  readonly name: string;
  /** Held today, as in the holdings; the web adds the wider ones. */
  readonly roles: readonly string[];
  readonly sessionId: string;
  readonly strength: Strength;
  /** The last time that the person proved to be it. */
  readonly provedAt: Date;
  readonly begunAt: Date;
}

/** How surely somebody is known: 1 by what they know, 2 by two factors or a passkey. */
export type Strength = 1 | 2;

/** A session as its owner sees it in a list. */
export interface Session {
  readonly id: string;
  readonly begunAt: Date;
  readonly seenAt: Date;
  /** When it ends whatever is done. */
  readonly endsAt: Date;
  /** Minutes without a page after which it is over. */
  readonly idleMinutes: number;
  readonly strength: Strength;
  readonly agent: string;
  readonly address: string;
}

const MINUTE_MS = 60_000;

/** Whether a session opens nothing any more at this moment. */
export const isOver = (session: Pick<Session, 'seenAt' | 'endsAt' | 'idleMinutes'>, at: Date): boolean =>
  at >= session.endsAt || at.getTime() >= session.seenAt.getTime() + session.idleMinutes * MINUTE_MS;
