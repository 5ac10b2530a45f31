import type { Child } from '../html/index.ts';
import { type Query, textIn } from '../querying.ts';
import { notificationBanner } from './notification-banner.ts';

/**
 * Says what was just done, by the word that the address carries to the next page as `done`: only sentences that are known
 * are shown, whatever stands in the address.
 */
export const doneBannerOf =
  (sentences: ReadonlyMap<string, string>) =>
  (query: Query): Child => {
    const text = sentences.get(textIn(query, 'done') ?? '');
    return text !== undefined && notificationBanner({ type: 'success', text });
  };
