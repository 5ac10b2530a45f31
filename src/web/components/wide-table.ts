import { type Html, html } from '../html/index.ts';
import { type TableOptions, table } from './table.ts';

export interface WideTableOptions extends TableOptions {
  /** What the table is, read out on the way into it; its caption unless given. */
  readonly label?: string | undefined;
}

/** A table that is moved sideways on a narrow screen, so that the page is not; the keyboard can move it too. */
export function wideTable(options: WideTableOptions): Html {
  const label = options.label ?? options.caption;
  return html`<div class="gatehouse-wide-table" role="region" aria-label="${label}" tabindex="0">${table(options)}</div>`;
}
