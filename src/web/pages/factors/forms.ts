import { errorSummary } from '../../components/error-summary.ts';
import { type Html, html } from '../../html/index.ts';
import type { InSchool } from '../../site.ts';

/** A form as it arrives: every field may be missing, or be there twice. */
export interface Form extends InSchool {
  readonly Body: Readonly<Record<string, unknown>> | undefined;
}

/** A field as text. */
export const field = (body: Form['Body'], name: string): string => {
  const value = body?.[name];
  return typeof value === 'string' ? value : '';
};

/** What is wrong with the one field of a form. */
export interface Wrong {
  readonly text: string;
  /** Id of the field. */
  readonly at?: string;
}

/** What is wrong, at the top of the page. */
export const summaryOf = (wrong: Wrong | undefined): Html | false =>
  wrong !== undefined &&
  errorSummary({
    titleText: 'There is a problem',
    errorList: [{ text: wrong.text, ...(wrong.at && { href: `#${wrong.at}` }) }],
  });

/** A hidden field. */
export const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`;
