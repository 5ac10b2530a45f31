import { type Html, html } from '../../html/index.ts';

/** One bar of the picture. */
export interface Bar {
  /** The verdict, which gives the colour. */
  readonly kind: string;
  readonly name: string;
  readonly count: number;
}

/** In the picture's own units, of which it is 320 wide. */
const SIZE = { width: 320, row: 34, bar: 22, label: 112, room: 160 } as const;

/** Counts as bars. The numbers stand beside them; whoever hears the page has the table. */
export function bars(shown: readonly Bar[], title: string): Html {
  const most = Math.max(1, ...shown.map((bar) => bar.count));
  const said = shown.map(({ name, count }) => `${name}: ${count}`).join('. ');
  return html`<svg class="gatehouse-bars" viewBox="0 0 ${SIZE.width} ${shown.length * SIZE.row}" role="img" aria-labelledby="bars-title bars-said">
<title id="bars-title">${title}</title>
<desc id="bars-said">${said}.</desc>
${shown.map((bar, index) => row(bar, index * SIZE.row, Math.round((bar.count / most) * SIZE.room)))}</svg>`;
}

const row = (
  { kind, name, count }: Bar,
  top: number,
  length: number,
): Html => html`<g class="gatehouse-bar gatehouse-bar--${kind}">
<text x="${SIZE.label - 8}" y="${top + 22}" text-anchor="end">${name}</text>
<rect x="${SIZE.label}" y="${top + 6}" width="${Math.max(length, 2)}" height="${SIZE.bar}" rx="3"/>
<text x="${SIZE.label + Math.max(length, 2) + 6}" y="${top + 22}">${count.toLocaleString('en-GB')}</text>
</g>
`;
