import type { ShelfRow } from '../../../registers/index.ts';
import { pagination } from '../../components/pagination.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { counted } from '../../wording/text.ts';
import { registers } from './addresses.ts';
import type { Looking } from './looking.ts';
import { stateTag } from './wording.ts';

/** How many items stand on a page. */
export const PAGE = 50;

/** Items as a table; with the register of each where they are of several. */
export function itemTable(
  looking: Looking,
  rows: readonly ShelfRow[],
  caption: string,
  isMixed = false,
): Html {
  const kinds = new Map(looking.kinds.map((kind) => [kind.id, kind]));
  return wideTable({
    caption,
    captionClasses: 'govuk-visually-hidden',
    head: [
      { text: 'Name' },
      ...(isMixed ? [{ text: 'Register' }] : []),
      { text: 'Label' },
      { text: 'Place' },
      { text: 'Person' },
      { text: 'State' },
    ],
    firstCellIsHeader: true,
    isStacked: true,
    rows: rows.map((row) => [
      { html: itemLink(looking, row) },
      ...(isMixed ? [{ text: kinds.get(row.kind)?.plural ?? '' }] : []),
      { text: row.tag ?? `#${row.number}` },
      { text: row.place ?? '' },
      { text: row.holder ?? '' },
      { html: stateTag(row.state) },
    ]),
  });
}

export const itemLink = (
  { school }: Looking,
  row: { readonly kind: string; readonly id: string; readonly name: string },
): Html => html`<a class="govuk-link" href="${registers.item(school.key, row.kind, row.id)}">${row.name}</a>`;

/** Links to the other pages of a long list. */
export function pageLinks(page: number, count: number, href: (page: number) => string): Child {
  if (count <= PAGE) return undefined;
  const last = Math.ceil(count / PAGE);
  const near = [1, page - 1, page, page + 1, last];
  const numbers = [...new Set(near.filter((each) => each >= 1 && each <= last))];
  return pagination({
    landmarkLabel: 'Pages of items',
    items: numbers.flatMap((number, index) => [
      ...(index > 0 && number > (numbers[index - 1] ?? 0) + 1 ? [{ ellipsis: true }] : []),
      { number, href: href(number), current: number === page },
    ]),
    ...(page > 1 && page <= last && { previous: { href: href(page - 1) } }),
    ...(page < last && { next: { href: href(page + 1) } }),
  });
}

/** "120 items, 51 to 100 shown". */
export function countLine(page: number, count: number): string {
  const all = counted(count, 'item');
  if (count <= PAGE) return all;
  const from = (page - 1) * PAGE + 1;
  return from > count ? all : `${all}, ${from} to ${Math.min(from + PAGE - 1, count)} shown`;
}
