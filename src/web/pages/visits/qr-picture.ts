import encodeQR from 'qr';
import { type Html, html } from '../../html/index.ts';

/** Text as a QR code that a phone's camera reads off a screen, drawn in one path. */
export function qrPicture(text: string, label: string): Html {
  const squares = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const path = squares
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return html`<svg viewBox="0 0 ${squares.length} ${squares.length}" width="240" height="240" role="img" aria-label="${label}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
}
