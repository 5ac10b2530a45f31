/** Faults of the web pages and the API, and what to do about each. */
export const webErrors = {
  PAGE_NOT_FOUND: 'Check the address, or begin at the home page.',
  ADDRESS_UNCLEAR: 'Follow a link or fill in a form, rather than changing the address by hand.',
  INPUT_INVALID: 'Send what the description of the API asks for; each problem names its place.',
  INPUT_TOO_LARGE:
    'Send less at once: a form or a question is never larger than 64 KiB, a file never larger than 20 MB.',
  INPUT_UNREADABLE: 'Send JSON to the API, and forms as browsers send them.',
  ORIGIN_REFUSED: 'Send forms from pages of this site; other sites may not send them for you.',
  SIGN_IN_NEEDED: 'Sign in first, and send the cookie of the session.',
  SOMETHING_FAILED: 'Try again; if it fails again, look in the log under the number that the page shows.',
} as const;
export type WebErrorCode = keyof typeof webErrors;
