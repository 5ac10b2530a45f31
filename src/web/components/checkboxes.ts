import { type Html, html } from '../html/index.ts';
import type { FieldsetOptions } from './fieldset.ts';
import { customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import { type Choice, choice, choiceId } from './parts/choices.ts';
import { type Listed, present, shown } from './parts/content.ts';
import { type Descriptions, described, grouped, type InputsGroup } from './parts/form-group.ts';

export interface CheckboxItem extends Choice {
  /** The group's name unless given. */
  readonly name?: string | undefined;
  /** "exclusive" unticks every other item when this one is ticked. */
  readonly behaviour?: string | undefined;
}

export interface CheckboxesOptions extends Descriptions, Styled {
  readonly name: string;
  /** What the items' ids begin with; the name unless given. */
  readonly idPrefix?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly items: Listed<CheckboxItem>;
  /** The values of the items to tick, unless an item says so itself. */
  readonly values?: readonly (string | number)[] | undefined;
  readonly fieldset?: FieldsetOptions | undefined;
  readonly formGroup?: InputsGroup | undefined;
}

/** Any number of choices out of a few. */
export function checkboxes(options: CheckboxesOptions): Html {
  const prefix = options.idPrefix || options.name;
  const by = options.fieldset?.describedBy || options.describedBy;
  const { markup, describedBy } = described(prefix, by, options);
  const items = present(options.items, (item, place) =>
    choice(item, {
      kind: 'checkboxes',
      type: 'checkbox',
      id: choiceId(item, prefix, place),
      name: item.name || options.name,
      checked: isTicked(item, options.values),
      // A fieldset says for the whole group what describes it.
      describedBy: options.fieldset ? undefined : describedBy,
      own: optional('data-behaviour', item.behaviour),
    }),
  );
  const inner = html`${markup}
  <div class="govuk-checkboxes${more(options.classes)}"${customAttributes(options.attributes)} data-module="govuk-checkboxes">
    ${shown(options.formGroup?.beforeInputs)}
    ${items}
    ${shown(options.formGroup?.afterInputs)}
  </div>`;
  return grouped(options, { inner, describedBy });
}

const isTicked = (item: CheckboxItem, values: CheckboxesOptions['values']): boolean =>
  item.checked ?? (values ?? []).some((value) => String(value) === String(item.value));
