import type { PictureId } from '../../../accounts/index.ts';
import { type Html, html, raw } from '../../html/index.ts';

/** Each picture on a field of 48 by 48, in strong colours with dark lines, told apart by shape alone as well. */
const shapes: Readonly<Record<PictureId, string>> = {
  sun: '<circle cx="24" cy="24" r="10" fill="#ffcf33"/><path d="M24 3v7M24 38v7M3 24h7M38 24h7M9 9l5 5M34 34l5 5M39 9l-5 5M14 34l-5 5"/>',
  moon: '<path fill="#ffe9a8" d="M31 5a20 20 0 1 0 12 27A17 17 0 0 1 31 5z"/>',
  star: '<path fill="#ffcf33" d="m24 4 6 14 15 1-12 10 4 15-13-8-13 8 4-15L3 19l15-1z"/>',
  cloud: '<path fill="#d6ecff" d="M13 38a9 9 0 0 1-1-18 12 12 0 0 1 23-2 10 10 0 0 1 1 20z"/>',
  tree: '<path fill="#8a5a2b" d="M20 30h8v15h-8z"/><circle cx="24" cy="19" r="15" fill="#3f9b4f"/>',
  flower:
    '<path d="M24 27v18"/><g fill="#f58fb5"><circle cx="24" cy="9" r="6"/><circle cx="33" cy="16" r="6"/><circle cx="30" cy="26" r="6"/><circle cx="18" cy="26" r="6"/><circle cx="15" cy="16" r="6"/></g><circle cx="24" cy="18" r="5" fill="#ffcf33"/>',
  leaf: '<path fill="#7cc35a" d="M6 42C4 18 18 5 43 5c1 25-12 39-37 37z"/><path d="M6 42 32 16"/>',
  apple:
    '<path fill="#d93a3a" d="M24 15c-5-4-16-2-16 10 0 10 7 19 12 19 2 0 3-1 4-1s2 1 4 1c5 0 12-9 12-19 0-12-11-14-16-10z"/><path d="M24 15c0-5 2-9 6-11"/>',
  house:
    '<path fill="#f4d7a8" d="M9 22h30v22H9z"/><path fill="#c4452f" d="M4 24 24 5l20 19z"/><path fill="#5a87c5" d="M20 31h8v13h-8z"/>',
  boat: '<path fill="#c4452f" d="M4 33h40l-7 11H11z"/><path fill="#fff" d="M25 5v24h16z"/><path fill="#ffcf33" d="M21 11v18H9z"/>',
  kite: '<path fill="#9b6bd0" d="m28 3 14 17-16 14-14-17z"/><path d="m28 3-2 31M12 17l30 3M26 34c-2 5-8 2-10 6s-6 4-9 4"/>',
  ball: '<circle cx="24" cy="24" r="19" fill="#fff"/><path fill="#d93a3a" d="M24 5a19 19 0 0 0 0 38c-8-10-8-28 0-38z"/><path fill="#3b7dd8" d="M24 5a19 19 0 0 1 0 38c8-10 8-28 0-38z"/>',
  fish: '<path fill="#f29a38" d="M4 24C10 10 26 9 34 24l10-9v18l-10-9C26 39 10 38 4 24z"/><circle cx="14" cy="21" r="2" fill="#1d1d1b"/>',
  key: '<path fill="#e0b83a" d="M15 13a11 11 0 1 0 9 15h4l4 4 4-4 4 4 5-6-3-5H24a11 11 0 0 0-9-8z"/><circle cx="13" cy="24" r="3" fill="#fff"/>',
  cup: '<path fill="#5fb8b0" d="M7 12h27v22c0 6-4 9-9 9h-9c-5 0-9-3-9-9z"/><path fill="none" d="M34 18h4c8 0 8 14 0 14h-4"/>',
  umbrella:
    '<path fill="#3b7dd8" d="M3 26C4 13 13 6 24 6s20 7 21 20c-4-4-9-4-13 0-4-4-12-4-16 0-4-4-9-4-13 0z"/><path fill="none" d="M24 24v15c0 6 9 6 9 0M24 3v3"/>',
};

/** A picture, drawn; its word stands beside it. */
export const drawing = (id: PictureId, size = 56): Html =>
  html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="${size}" height="${size}" aria-hidden="true" focusable="false"><g fill="#ddd" stroke="#1d1d1b" stroke-width="2" stroke-linejoin="round" stroke-linecap="round">${raw(shapes[id])}</g></svg>`;
