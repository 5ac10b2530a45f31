/** What a killed program had acknowledged before. Each is a line of JSON on its standard output. */
export type Acknowledged =
  | { readonly what: 'request'; readonly id: string; readonly number: number; readonly personId: string }
  | {
      readonly what: 'decision';
      readonly request: string;
      readonly clause: string;
      readonly role: string;
      readonly outcome: 'granted' | 'refused';
    }
  | {
      readonly what: 'permission';
      readonly id: string;
      readonly number: number;
      readonly request: string;
      readonly clause: string;
    }
  | { readonly what: 'withdrawal'; readonly permission: string }
  | { readonly what: 'loan'; readonly id: string; readonly item: string; readonly personId: string }
  | { readonly what: 'return'; readonly loan: string }
  | { readonly what: 'head'; readonly size: number; readonly checkpoint: string };

export type Of<What extends Acknowledged['what']> = Extract<Acknowledged, { readonly what: What }>;

/** Those of one kind. */
export const only = <What extends Acknowledged['what']>(
  all: readonly Acknowledged[],
  what: What,
): readonly Of<What>[] => all.filter((each): each is Of<What> => each.what === what);
