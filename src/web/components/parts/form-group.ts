import { type Child, type Html, html } from '../../html/index.ts';
import { type ErrorMessageOptions, errorMessage } from '../error-message.ts';
import { type FieldsetOptions, fieldset } from '../fieldset.ts';
import { type HintOptions, hint } from '../hint.ts';
import { type LabelOptions, label } from '../label.ts';
import { customAttributes, more, type Styled } from './attributes.ts';
import type { Content } from './content.ts';

/** What stands around one field: its form group. */
export interface FormGroup extends Styled {
  readonly beforeInput?: Content | undefined;
  readonly afterInput?: Content | undefined;
}

/** What stands around several inputs that answer one question. */
export interface InputsGroup extends Styled {
  readonly beforeInputs?: Content | undefined;
  readonly afterInputs?: Content | undefined;
}

/** What may describe a field. */
export interface Descriptions {
  readonly hint?: Omit<HintOptions, 'id'> | undefined;
  readonly errorMessage?: Omit<ErrorMessageOptions, 'id'> | undefined;
}

/** What every labelled field takes. */
export interface LabelledField extends Descriptions, Styled {
  /** The name that is submitted; it is the id too, unless `id` is given. */
  readonly name: string;
  readonly id?: string | undefined;
  /** Ids of elements that describe the field, besides its hint and error message. */
  readonly describedBy?: string | undefined;
  readonly label: Omit<LabelOptions, 'for'>;
  readonly formGroup?: FormGroup | undefined;
  readonly disabled?: boolean | undefined;
}

/** A field's hint and error message as markup, and the ids to name in `aria-describedby`. */
export interface Described {
  readonly markup: Html;
  readonly describedBy: string;
}

/** Renders what describes the field with this id. */
export function described(id: string, by: string | undefined, given: Descriptions): Described {
  const hintId = given.hint && `${id}-hint`;
  const errorId = given.errorMessage && `${id}-error`;
  return {
    markup: html`${hintId && hint({ ...given.hint, id: hintId })}
${errorId && errorMessage({ ...given.errorMessage, id: errorId })}`,
    describedBy: [by, hintId, errorId].filter(Boolean).join(' '),
  };
}

/** The id of a labelled field. */
export const fieldId = (field: Pick<LabelledField, 'id' | 'name'>): string => field.id || field.name;

/** A form group with what is in it. */
export function formGroup(
  options: Descriptions & { readonly formGroup?: Styled | undefined },
  inner: Child,
): Html {
  const group = options.formGroup;
  const classes = more(options.errorMessage && 'govuk-form-group--error', group?.classes);
  return html`<div class="govuk-form-group${classes}"${customAttributes(group?.attributes)}>
${inner}
</div>`;
}

/** A form group with a label, what describes the field, and the field, which is told the ids that describe it. */
export function labelled(options: LabelledField, field: (id: string, describedBy: string) => Html): Html {
  const id = fieldId(options);
  const { markup, describedBy } = described(id, options.describedBy, options);
  return formGroup(
    options,
    html`${label({ ...options.label, for: id })}
${markup}
${field(id, describedBy)}`,
  );
}

/** Puts inputs in a fieldset, when there is one, which then says what describes them. */
export function grouped(
  options: Descriptions & {
    readonly fieldset?: FieldsetOptions | undefined;
    readonly formGroup?: InputsGroup | undefined;
  },
  {
    inner,
    describedBy,
    role,
  }: { readonly inner: Html; readonly describedBy: string; readonly role?: string },
): Html {
  return formGroup(
    options,
    options.fieldset ? fieldset({ ...options.fieldset, describedBy, role, html: inner }) : inner,
  );
}
