import { attributes, type Html, html } from '../html/index.ts';
import { customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Change, changesBetween, sideOf } from './parts/changes.ts';
import { heading } from './parts/headings.ts';

export interface DiffOptions extends Styled {
  /** The text as it was; nothing when it is new. */
  readonly before: string;
  /** The text as it is; nothing when it is gone. */
  readonly after: string;
  /** What the text before is called: "Before" unless given. */
  readonly beforeLabel?: string | undefined;
  /** What the text after is called: "After" unless given. */
  readonly afterLabel?: string | undefined;
  /** Three unless given. */
  readonly headingLevel?: number | undefined;
}

type Side = 'removed' | 'added';

const WORDS = { removed: ['removed: ', ' end of removal'], added: ['added: ', ' end of addition'] } as const;
const NOTHING = { removed: 'There was no such text.', added: 'There is no such text any more.' } as const;

/** A text before and after, side by side where there is room, with the words that went and came. */
export function diff(options: DiffOptions): Html {
  const changes = changesBetween(options.before, options.after);
  return html`<div class="gatehouse-diff${more(options.classes)}"${customAttributes(options.attributes)}>
  ${sideMarkup('removed', options.beforeLabel ?? 'Before', changes, options.headingLevel)}
  ${sideMarkup('added', options.afterLabel ?? 'After', changes, options.headingLevel)}
</div>`;
}

function sideMarkup(side: Side, label: string, changes: readonly Change[], level = 3): Html {
  const shown = sideOf(changes, side);
  const text = shown.length === 0 ? html`<em>${NOTHING[side]}</em>` : shown.map(changeMarkup);
  return html`<div${attributes({ class: `gatehouse-diff__side gatehouse-diff__side--${side}` })}>
    ${heading(level, { class: 'gatehouse-diff__label' }, label)}
    <div class="gatehouse-diff__text">${text}</div>
  </div>`;
}

function changeMarkup({ kind, text }: Change): Html {
  if (kind === 'same') return html`${text}`;
  const [start, end] = WORDS[kind].map((word) => html`<span class="govuk-visually-hidden">${word}</span>`);
  const inner = html`${start}${text}${end}`;
  return kind === 'removed' ? html`<del>${inner}</del>` : html`<ins>${inner}</ins>`;
}
