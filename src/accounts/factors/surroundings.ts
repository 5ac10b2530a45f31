import type { Clock } from '../../kernel/index.ts';
import type { Store } from '../../store/index.ts';

/** What second factors are kept and checked with. */
export interface Surroundings {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: {
    /** 32 bytes known to this installation alone. */
    readonly secret: Uint8Array;
  };
}

/** Whose factor it is. */
export interface Whose {
  readonly school: string;
  readonly personId: string;
}

/** The same, who does it in this session: others of theirs end when a factor changes. */
export interface Owner extends Whose {
  readonly sessionId: string;
}
