/**
 * What was acknowledged: by 250 to a letter, or by a line of the killed program. Each has a mark in its words that nothing
 * else has, and a file whose hash is known.
 */
export type Acknowledged =
  | { readonly what: 'letter'; readonly mark: string; readonly hash: string }
  | { readonly what: 'answer'; readonly mark: string; readonly hash: string; readonly report: string }
  | { readonly what: 'report'; readonly mark: string; readonly hash: string; readonly id: string }
  | { readonly what: 'head'; readonly size: number; readonly checkpoint: string };

export type Of<What extends Acknowledged['what']> = Extract<Acknowledged, { readonly what: What }>;

/** Those of one kind. */
export const only = <What extends Acknowledged['what']>(
  all: readonly Acknowledged[],
  what: What,
): readonly Of<What>[] => all.filter((each): each is Of<What> => each.what === what);
