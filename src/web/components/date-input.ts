import { type Html, html } from '../html/index.ts';
import type { FieldsetOptions } from './fieldset.ts';
import { input } from './input.ts';
import { type Attributes, customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import { type Listed, present, shown } from './parts/content.ts';
import { type Descriptions, described, grouped, type InputsGroup } from './parts/form-group.ts';

export interface DateInputItem {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  /** The name with a capital unless given. */
  readonly label?: string | undefined;
  readonly value?: string | number | undefined;
  readonly autocomplete?: string | undefined;
  readonly inputmode?: string | undefined;
  readonly pattern?: string | undefined;
  readonly classes?: string | undefined;
  /** Whether this part of the date is wrong; `false` says that it is right though the date is not. */
  readonly error?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface DateInputOptions extends Descriptions, Styled {
  readonly id: string;
  readonly namePrefix?: string | undefined;
  /** The parts of the date: `false` leaves one out. */
  readonly day?: DateInputItem | false | undefined;
  readonly month?: DateInputItem | false | undefined;
  readonly year?: DateInputItem | false | undefined;
  /** The parts of the date as a list, in the place of `day`, `month` and `year`. */
  readonly items?: Listed<DateInputItem> | undefined;
  /** Values by name, with the prefix. */
  readonly values?: Readonly<Record<string, string | number | undefined>> | undefined;
  readonly fieldset?: FieldsetOptions | undefined;
  readonly formGroup?: InputsGroup | undefined;
}

/** One part of the date, and how it is to be shown. */
interface Part {
  readonly item: DateInputItem;
  readonly name: string;
  readonly value: string | number | undefined;
  readonly width: number;
}

const ERROR_CLASS = 'govuk-input--error';
const WIDTHS = { day: 2, month: 2, year: 4 } as const;
type Kind = keyof typeof WIDTHS;
const KINDS = Object.keys(WIDTHS) as readonly Kind[];

/** A date that people know by heart, in three boxes. */
export function dateInput(options: DateInputOptions): Html {
  const { markup, describedBy } = described(options.id, options.fieldset?.describedBy, options);
  const items = options.items?.length ? options.items : KINDS.map((kind) => itemFor(kind, options));
  const blamed = present(items, isBlamed).some(Boolean);
  const inner = html`${markup}
  <div class="govuk-date-input${more(options.classes)}"${customAttributes(options.attributes)}${optional('id', options.id)}>
    ${shown(options.formGroup?.beforeInputs)}
    ${present(items, (item) => partInput(partOf(item, options), options, blamed))}
    ${shown(options.formGroup?.afterInputs)}
  </div>`;
  // Without the role JAWS does not read what describes a fieldset of text inputs.
  return grouped(options, { inner, describedBy, role: 'group' });
}

const itemFor = (kind: Kind, options: DateInputOptions): DateInputItem | false =>
  options[kind] ?? { name: kind, value: options.values?.[kind] };

function partOf(item: DateInputItem, options: DateInputOptions): Part {
  const kind = KINDS.find((each) => isOfKind(item, each, options));
  const own = kind && itemFor(kind, options);
  return {
    item,
    name: item.name ?? kind ?? '',
    value: item.value ?? (own || undefined)?.value,
    width: kind ? WIDTHS[kind] : 2,
  };
}

function isOfKind(item: DateInputItem, kind: Kind, options: DateInputOptions): boolean {
  const own = itemFor(kind, options);
  return item === own || (Boolean(item.name) && [kind, (own || undefined)?.name].includes(item.name));
}

const isBlamed = (item: DateInputItem): boolean => Boolean(item.error || item.classes?.includes(ERROR_CLASS));

function partInput({ item, name, value, width }: Part, options: DateInputOptions, blamed: boolean): Html {
  const field = `${options.namePrefix ? `${options.namePrefix}-` : ''}${name}`;
  // Every part is marked when there is an error and no part takes the blame.
  const wrong = isBlamed(item) || (item.error !== false && options.errorMessage && !blamed);
  return html`<div class="govuk-date-input__item">${input({
    label: { text: item.label || capitalised(name), classes: 'govuk-date-input__label' },
    id: item.id || `${options.id}-${name}`,
    classes: `govuk-date-input__input${partClasses(item.classes, Boolean(wrong), width)}`,
    name: field,
    value: value ?? options.values?.[field],
    inputmode: item.inputmode || 'numeric',
    autocomplete: item.autocomplete,
    pattern: item.pattern,
    attributes: item.attributes,
  })}</div>`;
}

const partClasses = (given: string | undefined, wrong: boolean, width: number): string =>
  more(
    wrong && !given?.includes(ERROR_CLASS) && ERROR_CLASS,
    !given?.includes('govuk-input--width-') && `govuk-input--width-${width}`,
    given,
  );

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).toLowerCase();
