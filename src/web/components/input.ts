import { attributes, type Html, html } from '../html/index.ts';
import { customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Content, isShown, shown } from './parts/content.ts';
import { type LabelledField, labelled } from './parts/form-group.ts';

export interface AffixOptions extends Content, Styled {}

export interface InputOptions extends LabelledField {
  /** "text" unless given. */
  readonly type?: string | undefined;
  readonly inputmode?: string | undefined;
  readonly value?: string | number | undefined;
  readonly prefix?: AffixOptions | undefined;
  readonly suffix?: AffixOptions | undefined;
  readonly autocomplete?: string | undefined;
  readonly autocapitalize?: string | undefined;
  readonly pattern?: string | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly inputWrapper?: Styled | undefined;
}

/** One line of text. */
export function input(options: InputOptions): Html {
  return labelled(options, (id, describedBy) => wrapped(options, element(options, id, describedBy)));
}

function element(options: InputOptions, id: string, describedBy: string): Html {
  const own = attributes({
    class: `govuk-input${more(options.classes, options.errorMessage && 'govuk-input--error')}`,
    id,
    name: options.name ?? '',
    type: options.type || 'text',
    spellcheck: options.spellcheck === undefined ? undefined : String(options.spellcheck),
    value: options.value,
    disabled: options.disabled,
    'aria-describedby': describedBy || undefined,
    autocomplete: options.autocomplete,
    autocapitalize: options.autocapitalize,
    pattern: options.pattern,
    inputmode: options.inputmode,
  });
  return html`<input${own}${customAttributes(options.attributes)}>`;
}

function wrapped(options: InputOptions, inner: Html): Html {
  const { prefix, suffix, inputWrapper, formGroup } = options;
  const { beforeInput, afterInput } = formGroup ?? {};
  if (![prefix, suffix, beforeInput, afterInput].some(isShown)) return inner;
  return html`<div class="govuk-input__wrapper${more(inputWrapper?.classes)}"${customAttributes(inputWrapper?.attributes)}>
    ${shown(beforeInput)}
    ${affix('prefix', prefix)}
    ${inner}
    ${affix('suffix', suffix)}
    ${shown(afterInput)}
  </div>`;
}

function affix(kind: 'prefix' | 'suffix', options: AffixOptions | undefined): Html | undefined {
  if (!isShown(options)) return undefined;
  return html`<div class="govuk-input__${kind}${more(options.classes)}" aria-hidden="true"${customAttributes(options.attributes)}>${shown(options)}</div>`;
}
