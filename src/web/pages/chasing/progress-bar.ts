import { type Html, html } from '../../html/index.ts';
import type { Progress } from './progress.ts';

/** How far something is, drawn. The figures stand beside it in words. */
export function progressBar({ done, all }: Progress): Html {
  const length = all === 0 ? 0 : Math.round((done / all) * 100);
  return html`<svg class="gatehouse-bar--yes" viewBox="0 0 100 10" width="100" height="10" aria-hidden="true" focusable="false"><path d="M0 5h100" stroke="currentColor" stroke-opacity="0.25" stroke-width="2"/><rect width="${length}" height="10" rx="2"/></svg>`;
}

/** "7 of 24" */
export const progressWords = ({ done, all }: Progress): string =>
  `${done.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')}`;
