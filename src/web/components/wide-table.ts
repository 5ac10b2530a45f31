import { type Html, html } from '../html/index.ts';
import { type TableCell, type TableOptions, table } from './table.ts';

export interface WideTableOptions extends TableOptions {
  /** What the table is, read out on the way into it; its caption unless given. */
  readonly label?: string | undefined;
  /** Whether its rows are stacked on a narrow screen, each cell under its heading; for lists that are read on phones. */
  readonly isStacked?: boolean | undefined;
}

/** A table that is moved sideways on a narrow screen, so that the page is not; the keyboard can move it too. */
export function wideTable({ isStacked, ...options }: WideTableOptions): Html {
  const label = options.label ?? options.caption;
  const shown = isStacked ? table(stacked(options)) : table(options);
  return html`<div class="gatehouse-wide-table" role="region" aria-label="${label}" tabindex="0">${shown}</div>`;
}

/** Each cell carries the heading of its column, which the style sheet shows where the row of headings is not. */
function stacked({ head = [], rows, ...options }: TableOptions): TableOptions {
  const named = (cell: TableCell, column: number): TableCell => ({
    ...cell,
    attributes: { ...cell.attributes, 'data-heading': head[column]?.text ?? '' },
  });
  return {
    ...options,
    head,
    classes: [options.classes, 'gatehouse-stacked'].filter(Boolean).join(' '),
    rows: rows?.map((cells) => cells && cells.map(named)),
  };
}
