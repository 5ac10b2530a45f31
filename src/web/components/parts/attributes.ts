import { type AttributeValue, attribute, attributes, type Html } from '../../html/index.ts';

/** An attribute that is left out when its value is nothing, and stands bare when it is `true`. */
export interface OptionalAttribute {
  readonly value?: AttributeValue;
  readonly optional?: boolean | undefined;
}

/** The `attributes` option: every attribute is written, unless it says that it is optional. */
export type Attributes = Readonly<Record<string, AttributeValue | OptionalAttribute>>;

/** Options that nearly every component takes. */
export interface Styled {
  /** Classes to add, separated by spaces. */
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/**
 * The `attributes` option as markup.
 *
 * SOURCE: govuk-frontend `macros/attributes.njk`: `true` is written as `"true"` and nothing as `""`, because that is
 * what ARIA attributes need; optional attributes follow HTML's rule for booleans.
 */
export function customAttributes(given: Attributes | undefined): Html | undefined {
  return given && attributes(Object.fromEntries(Object.entries(given).map(written)));
}

function written([name, given]: [string, Attributes[string]]): [string, AttributeValue] {
  if (typeof given !== 'object' || given === null) return [name, String(given ?? '')];
  return [name, given.optional === true ? given.value : String(given.value ?? '')];
}

/** One attribute, left out when its value is empty. */
export function optional(name: string, value: AttributeValue | ''): Html | undefined {
  return value ? attribute(name, value) : undefined;
}

/** The classes that apply, each with a space before it. */
export function more(...classes: readonly (string | false | undefined | null)[]): string {
  let all = '';
  for (const each of classes) if (each) all += ` ${each}`;
  return all;
}
