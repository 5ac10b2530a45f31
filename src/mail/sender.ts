/** A message as it leaves. */
export interface Outgoing {
  readonly school: string;
  readonly id: string;
  /** Name of the school, in which it is sent. */
  readonly schoolName: string;
  readonly kind: string;
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly madeAt: Date;
}

/** What became of an attempt. Details hold codes alone: what a server answers may hold addresses. */
export type Sending =
  | { readonly outcome: 'sent' | 'kept' }
  /** Refused for good: another attempt would be answered the same. */
  | { readonly outcome: 'refused'; readonly detail: string }
  /** `server` where no message gets through at the moment, `message` where this one does not. */
  | { readonly outcome: 'put-off'; readonly detail: string; readonly because: 'message' | 'server' };

/** Carries messages out of the house. Never throws: whatever happens is an answer. */
export interface Sender {
  send(message: Outgoing): Promise<Sending>;
  /** Ends what is open. */
  close(): void;
}

/** Where no mail server is set nothing leaves: messages stay, and a page shows them. */
export const keptSender: Sender = {
  send: async () => ({ outcome: 'kept' }),
  close: () => undefined,
};
