import { type Html, html } from '../html/index.ts';
import type { FieldsetOptions } from './fieldset.ts';
import { customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Choice, choice, choiceId, isChosen } from './parts/choices.ts';
import { type Listed, present, shown } from './parts/content.ts';
import { type Descriptions, described, grouped, type InputsGroup } from './parts/form-group.ts';

export interface RadiosOptions extends Descriptions, Styled {
  readonly name: string;
  /** What the items' ids begin with; the name unless given. */
  readonly idPrefix?: string | undefined;
  readonly items: Listed<Choice>;
  /** The value of the item to choose, unless an item says so itself. */
  readonly value?: string | number | undefined;
  readonly fieldset?: FieldsetOptions | undefined;
  readonly formGroup?: InputsGroup | undefined;
}

/**
 * One choice out of a few.
 *
 * An item with `conditional` gets `aria-expanded` from govuk-frontend's script, which ARIA does not allow on a radio
 * (https://github.com/w3c/aria/issues/1404): rather ask on the next page.
 */
export function radios(options: RadiosOptions): Html {
  const prefix = options.idPrefix || options.name;
  const { markup, describedBy } = described(prefix, options.fieldset?.describedBy, options);
  const items = present(options.items, (item, place) =>
    choice(item, {
      kind: 'radios',
      type: 'radio',
      id: choiceId(item, prefix, place),
      name: options.name,
      checked: isChosen(item.checked, item.value, options.value),
    }),
  );
  const inner = html`${markup}
  <div class="govuk-radios${more(options.classes)}"${customAttributes(options.attributes)} data-module="govuk-radios">
    ${shown(options.formGroup?.beforeInputs)}
    ${items}
    ${shown(options.formGroup?.afterInputs)}
  </div>`;
  return grouped(options, { inner, describedBy });
}
