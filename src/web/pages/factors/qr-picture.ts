import { encodeQR } from 'qr';
import { type Html, html } from '../../html/index.ts';

const QUIET_ZONE = 4;

/** A QR code as a picture in the page, black on white whatever the page's colours are. */
export function qrPicture(text: string, label: string): Html {
  const rows = encodeQR(text, 'raw', { border: QUIET_ZONE, ecc: 'medium' });
  const squares = rows.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${rows.length} ${rows.length}" width="240" height="240" role="img" aria-label="${label}" shape-rendering="crispEdges"><path fill="#ffffff" d="M0 0h${rows.length}v${rows.length}H0z"/><path fill="#000000" d="${squares.join('')}"/></svg>`;
}
