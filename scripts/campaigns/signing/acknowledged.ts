/** What a killed program had acknowledged before. Each is a line of JSON on its standard output. */
export type Acknowledged =
  | {
      readonly what: 'signature';
      readonly id: string;
      readonly seq: number | undefined;
      readonly personId: string;
      readonly name: string;
      readonly textHash: string | undefined;
    }
  | { readonly what: 'countersignature'; readonly id: string; readonly personId: string }
  | { readonly what: 'import'; readonly id: string; readonly turn: number }
  | { readonly what: 'undoing'; readonly id: string }
  | { readonly what: 'head'; readonly size: number; readonly checkpoint: string };

export type Of<What extends Acknowledged['what']> = Extract<Acknowledged, { readonly what: What }>;

/** Those of one kind. */
export const only = <What extends Acknowledged['what']>(
  all: readonly Acknowledged[],
  what: What,
): readonly Of<What>[] => all.filter((each): each is Of<What> => each.what === what);
