import encodeQR from 'qr';
import { type Html, html } from '../html/index.ts';

const QUIET_ZONE = 4;

/**
 * Text as a QR code that a phone's camera reads off a screen: black on white whatever the page's colours are, drawn in
 * one path. `label` says what it is for to whoever does not see it. SOURCE: ISO/IEC 18004
 */
export function qrPicture(text: string, label: string): Html {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${rows.length} ${rows.length}" width="240" height="240" role="img" aria-label="${label}" shape-rendering="crispEdges"><path fill="#ffffff" d="M0 0h${rows.length}v${rows.length}H0z"/><path fill="#000000" d="${dark.join('')}"/></svg>`;
}
