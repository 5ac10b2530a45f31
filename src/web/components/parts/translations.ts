import type { Attributes } from './attributes.ts';

/** A message by plural rule, such as `one` and `other` (the rules are the Unicode CLDR's). */
export type Plurals = Readonly<Record<string, string>>;

/** The attributes by which a script of govuk-frontend takes its messages; messages not given are left out. */
export function translations(messages: Readonly<Record<string, string | Plurals | undefined>>): Attributes {
  return Object.fromEntries(Object.entries(messages).flatMap(([key, message]) => entries(key, message)));
}

function entries(key: string, message: string | Plurals | undefined): (readonly [string, string])[] {
  if (!message) return [];
  if (typeof message === 'string') return [[`data-i18n.${key}`, message]];
  return Object.entries(message).map(([rule, text]) => [`data-i18n.${key}.${rule}`, text] as const);
}
