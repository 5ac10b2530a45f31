import { qrPicture } from '../../components/qr-picture.ts';
import { type Html, html } from '../../html/index.ts';

/** The usual picture of a code, as small as a label wants it. The address is ours: ids and letters. */
export const qrCode = (address: string, name: string): Html =>
  html`<svg class="gatehouse-qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" width="120" height="120">${qrPicture(address, `Code that leads to ${name}`)}</svg>`;
