import { type Html, html } from '../../html/index.ts';
import type { Progress } from './progress.ts';

/** How far something is, as a bar with the figures beside it. Whoever hears the page has the figures. */
export function progressBar({ done, all }: Progress): Html {
  const length = all === 0 ? 0 : Math.round((done / all) * 100);
  return html`<span class="gatehouse-progress"><svg class="gatehouse-progress__bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="gatehouse-progress__all" width="100" height="8"/><rect class="gatehouse-progress__done" width="${length}" height="8"/></svg> <span class="gatehouse-progress__words">${done.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')}</span></span>`;
}
