import decodeQR from 'qr/decode.js';
import type { Locator } from 'playwright-core';

const PIXELS = 6;

/** What a phone's camera reads off a code: its dark squares are the last path of the picture. */
export async function readCode(picture: Locator): Promise<string> {
  const [, , size = 0] = ((await picture.getAttribute('viewBox')) ?? '').split(' ').map(Number);
  const path = (await picture.locator('path').last().getAttribute('d')) ?? '';
  const width = size * PIXELS;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x = '', y = ''] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    paint(data, width, Number(x) * PIXELS, Number(y) * PIXELS);
  return decodeQR({ width, height: width, data });
}

/** Paints one square black. */
function paint(data: Uint8Array, width: number, left: number, top: number): void {
  for (let y = top; y < top + PIXELS; y += 1)
    for (let x = left; x < left + PIXELS; x += 1) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
}
