import { isIPv6 } from 'node:net';
import type { Clock } from '../../../kernel/index.ts';

/** Lets so many through from one address in so many minutes. */
export interface Turnstile {
  /** Whether one more may pass now; whoever may is counted. */
  mayPass(address: string): boolean;
}

const MOST_ADDRESSES = 10_000;

/**
 * Counts in memory and nowhere else: what is kept of an address could say who told something without their name.
 * When it is full, the address that came first is forgotten.
 */
export function makeTurnstile(clock: Clock, most: number, minutes: number): Turnstile {
  const passed = new Map<string, readonly number[]>();
  return {
    mayPass(address) {
      const key = networkOf(address);
      const now = clock.now().getTime();
      const recent = (passed.get(key) ?? []).filter((at) => now - at < minutes * 60_000);
      if (recent.length >= most) return false;
      passed.delete(key);
      passed.set(key, [...recent, now]);
      const [oldest] = passed.keys();
      if (passed.size > MOST_ADDRESSES && oldest !== undefined) passed.delete(oldest);
      return true;
    },
  };
}

/** One household or school has all addresses that begin alike. SOURCE: RFC 6177 */
const networkOf = (address: string): string =>
  isIPv6(address) && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address;
