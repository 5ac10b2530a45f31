import { fail } from 'node:assert/strict';

const UNSAFE = /[&<>"']/;
const EVERY_UNSAFE = /[&<>"']/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const ATTRIBUTE_NAME = /^[^\s"'<>/=]+$/;

class SafeHtml {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** Markup that is safe to send as it is. Only `html`, `raw` and `attributes` make it. */
export type Html = SafeHtml;

/** What may stand in `${…}`: text and numbers are escaped, nothing renders as nothing, lists are joined. */
export type Child = Html | string | number | null | undefined | false | readonly Child[];

/** Text with the five characters that mean something to HTML written as entities. */
export function escape(text: string): string {
  return UNSAFE.test(text) ? text.replace(EVERY_UNSAFE, (character) => ENTITIES[character] ?? '') : text;
}

/** Whether a value is markup, rather than text that has yet to be escaped. */
export const isHtml = (value: unknown): value is Html => value instanceof SafeHtml;

/** Marks a string as markup. Only for constants of ours: never for anything a person or a pack wrote. */
export const raw = (markup: string): Html => new SafeHtml(markup);

/**
 * Builds markup from a template, escaping what is put into it.
 *
 * INVARIANT: whatever is put in stands in text or inside a quoted attribute; escaping is no protection in an
 * unquoted attribute, in `<script>` or in `<style>`. Every page relies on it.
 */
export function html(strings: TemplateStringsArray, ...children: readonly Child[]): Html {
  let markup = strings[0] ?? '';
  for (let index = 0; index < children.length; index += 1) {
    markup += render(children[index]) + strings[index + 1];
  }
  return new SafeHtml(markup);
}

function render(child: Child): string {
  if (typeof child === 'string') return escape(child);
  if (child instanceof SafeHtml) return child.toString();
  if (child === undefined || child === null || child === false) return '';
  if (typeof child === 'number') return String(child);
  if (!Array.isArray(child)) fail('a template takes text, numbers, markup and lists of them');
  let markup = '';
  for (const each of child) markup += render(each);
  return markup;
}

/** An attribute's value: `true` gives the bare name, `false` and nothing leave the attribute out. */
export type AttributeValue = string | number | boolean | null | undefined;

/** Attributes ready to stand in a tag, each with a space before it: ` id="name" hidden`. */
export function attributes(values: Readonly<Record<string, AttributeValue>>): Html {
  let markup = '';
  for (const name in values) markup += written(name, values[name]);
  return new SafeHtml(markup);
}

/** One attribute ready to stand in a tag, with a space before it. */
export const attribute = (name: string, value: AttributeValue): Html => new SafeHtml(written(name, value));

function written(name: string, value: AttributeValue): string {
  if (!ATTRIBUTE_NAME.test(name)) fail('an attribute has a name without spaces, quotes or brackets');
  if (value === undefined || value === null || value === false) return '';
  return value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`;
}
