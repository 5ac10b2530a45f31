import { type Html, html } from '../html/index.ts';
import { type Attributes, customAttributes, more, optional } from './parts/attributes.ts';
import { isChosen } from './parts/choices.ts';
import { type Listed, present, shown } from './parts/content.ts';
import { type LabelledField, labelled } from './parts/form-group.ts';

export interface SelectItem {
  /** The value submitted; the text is, when there is none. */
  readonly value?: string | number | boolean | undefined;
  readonly text: string;
  readonly selected?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface SelectOptions extends LabelledField {
  readonly items: Listed<SelectItem>;
  /** The value of the item to select, unless an item says so itself. */
  readonly value?: string | number | undefined;
}

/** A choice from a long list. */
export function select(options: SelectOptions): Html {
  return labelled(
    options,
    (id, describedBy) => html`${shown(options.formGroup?.beforeInput)}
${element(options, id, describedBy)}
${shown(options.formGroup?.afterInput)}`,
  );
}

function element(options: SelectOptions, id: string, describedBy: string): Html {
  const classes = more(options.classes, options.errorMessage && 'govuk-select--error');
  return html`<select class="govuk-select${classes}" id="${id}" name="${options.name}"${optional('disabled', options.disabled)}${optional('aria-describedby', describedBy)}${customAttributes(options.attributes)}>
  ${present(options.items, (item) => option(item, options.value))}
</select>`;
}

function option(item: SelectItem, value: SelectOptions['value']): Html {
  const chosen = isChosen(item.selected, item.value ?? item.text, value);
  const own = item.value === undefined ? undefined : html` value="${String(item.value)}"`;
  return html`<option${own}${optional('selected', chosen)}${optional('disabled', item.disabled)}${customAttributes(item.attributes)}>${item.text}</option>
`;
}
