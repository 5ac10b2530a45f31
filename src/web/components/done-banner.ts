import type { Child } from '../html/index.ts';
import { type Query, textIn } from '../querying.ts';
import { notificationBanner } from './notification-banner.ts';

/** What is said: a success, unless it is marked as something to know. */
export type Said = string | { readonly notice: string };

/**
 * Says what was just done, by the word that the address carries to the next page as `done`: only sentences that are known
 * are shown, whatever stands in the address.
 */
export const doneBannerOf =
  (sentences: ReadonlyMap<string, Said>) =>
  (query: Query): Child => {
    const said = sentences.get(textIn(query, 'done') ?? '');
    if (said === undefined) return false;
    return notificationBanner(
      typeof said === 'string' ? { type: 'success', text: said } : { text: said.notice },
    );
  };
