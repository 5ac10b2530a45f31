import { type Html, html } from '../html/index.ts';
import { type Attributes, customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import { type Content, type Listed, present, shown } from './parts/content.ts';

export interface TableCell extends Content {
  /** "numeric" sets the cell to the right. */
  readonly format?: string | undefined;
  readonly classes?: string | undefined;
  readonly colspan?: number | undefined;
  readonly rowspan?: number | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface TableOptions extends Styled {
  readonly rows: Listed<readonly TableCell[]>;
  readonly head?: readonly TableCell[] | undefined;
  readonly caption?: string | undefined;
  readonly captionClasses?: string | undefined;
  readonly firstCellIsHeader?: boolean | undefined;
}

/** Things to compare, in rows. */
export function table(options: TableOptions): Html {
  const caption =
    options.caption &&
    html`<caption class="govuk-table__caption${more(options.captionClasses)}">${options.caption}</caption>`;
  const head = html`<thead class="govuk-table__head"><tr class="govuk-table__row">${options.head?.map((cell) => header('col', cell))}</tr></thead>`;
  return html`<table class="govuk-table${more(options.classes)}"${customAttributes(options.attributes)}>
  ${caption}
  ${options.head && head}
  <tbody class="govuk-table__body">
    ${present(options.rows, (cells) => row(cells, options.firstCellIsHeader))}
  </tbody>
</table>`;
}

const row = (
  cells: readonly TableCell[],
  startsWithHeader: boolean | undefined,
): Html => html`<tr class="govuk-table__row">
      ${cells.map((cell, index) => (startsWithHeader && index === 0 ? header('row', cell) : dataCell(cell)))}
    </tr>
    `;

function header(scope: 'row' | 'col', cell: TableCell): Html {
  const format = scope === 'col' && cell.format && `govuk-table__header--${cell.format}`;
  return html`<th scope="${scope}" class="govuk-table__header${more(format, cell.classes)}"${own(cell)}>${shown(cell)}</th>`;
}

function dataCell(cell: TableCell): Html {
  const format = cell.format && `govuk-table__cell--${cell.format}`;
  return html`<td class="govuk-table__cell${more(format, cell.classes)}"${own(cell)}>${shown(cell)}</td>`;
}

const own = (cell: TableCell): Html =>
  html`${optional('colspan', cell.colspan)}${optional('rowspan', cell.rowspan)}${customAttributes(cell.attributes)}`;
