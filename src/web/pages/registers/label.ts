import encodeQR from 'qr';
import { type Html, html } from '../../html/index.ts';

/** An address as a picture that phones read. The address is ours: ids and letters. SOURCE: ISO/IEC 18004 */
export function qrCode(address: string, name: string): Html {
  const rows = encodeQR(address, 'raw', { ecc: 'medium', border: 4 });
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return html`<svg class="gatehouse-qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${rows.length} ${rows.length}" width="120" height="120" role="img" aria-label="Code that leads to ${name}" shape-rendering="crispEdges"><rect width="${rows.length}" height="${rows.length}" fill="#fff"/><path d="${dark.join('')}" fill="#000"/></svg>`;
}
