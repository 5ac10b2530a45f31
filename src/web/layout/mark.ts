import { raw } from '../html/index.ts';

/** Our mark: two towers and the way between them. */
export const MARK = raw(
  '<svg class="gatehouse-mark" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><path fill="currentColor" fill-rule="evenodd" d="M2 5h3v3h3V5h3v6h3V9h4v2h3V5h3v3h3V5h3v23h-9v-7a5 5 0 0 0-10 0v7H2zm4 9v5h1.6v-5zm18.4 0v5H26v-5z"/></svg>',
);
