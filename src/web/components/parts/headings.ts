import { type AttributeValue, attributes, type Child, type Html, html, raw } from '../../html/index.ts';

const TAGS = [1, 2, 3, 4, 5, 6].map((level) => raw(`h${level}`));

/** A heading of the given level (1 to 6). */
export function heading(level: number, own: Readonly<Record<string, AttributeValue>>, inner: Child): Html {
  const tag = TAGS[level - 1] ?? TAGS[5];
  return html`<${tag}${attributes(own)}>
  ${inner}
</${tag}>`;
}
