import { type Html, html } from '../html/index.ts';
import { customAttributes, more, optional } from './parts/attributes.ts';
import { shown } from './parts/content.ts';
import { type LabelledField, labelled } from './parts/form-group.ts';

export interface TextareaOptions extends LabelledField {
  readonly value?: string | undefined;
  /** Five unless given. */
  readonly rows?: number | string | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly autocomplete?: string | undefined;
}

/** Several lines of text. */
export function textarea(options: TextareaOptions): Html {
  return labelled(
    options,
    (id, describedBy) => html`${shown(options.formGroup?.beforeInput)}
${element(options, id, describedBy)}
${shown(options.formGroup?.afterInput)}`,
  );
}

function element(options: TextareaOptions, id: string, describedBy: string): Html {
  const classes = more(options.errorMessage && 'govuk-textarea--error', options.classes);
  const spellcheck = options.spellcheck === undefined ? undefined : String(options.spellcheck);
  return html`<textarea class="govuk-textarea${classes}" id="${id}" name="${options.name}" rows="${options.rows || 5}"${optional('spellcheck', spellcheck)}${optional('disabled', options.disabled)}${optional('aria-describedby', describedBy)}${optional('autocomplete', options.autocomplete)}${customAttributes(options.attributes)}>${options.value}</textarea>`;
}
