import { type Html, html } from '../html/index.ts';
import { hint } from './hint.ts';
import { type Attributes, more } from './parts/attributes.ts';
import { shown } from './parts/content.ts';
import { fieldId } from './parts/form-group.ts';
import { type Plurals, translations } from './parts/translations.ts';
import { type TextareaOptions, textarea } from './textarea.ts';

export interface CharacterCountOptions
  extends Omit<TextareaOptions, 'describedBy' | 'autocomplete' | 'disabled'> {
  readonly maxlength?: number | string | undefined;
  /** Counts words in the place of characters. */
  readonly maxwords?: number | string | undefined;
  readonly countType?: 'characters' | 'words' | undefined;
  /** The percentage of the limit at which counting begins to show. */
  readonly threshold?: number | string | undefined;
  readonly countMessage?: { readonly classes?: string | undefined } | undefined;
  /** Has `%{count}` where the limit goes. */
  readonly textareaDescriptionText?: string | undefined;
  readonly charactersUnderLimitText?: Plurals | undefined;
  readonly charactersAtLimitText?: string | undefined;
  readonly charactersOverLimitText?: Plurals | undefined;
  readonly wordsUnderLimitText?: Plurals | undefined;
  readonly wordsAtLimitText?: string | undefined;
  readonly wordsOverLimitText?: Plurals | undefined;
}

/** Several lines of text of a limited length. */
export function characterCount(options: CharacterCountOptions): Html {
  const id = fieldId(options);
  return textarea({
    ...options,
    id,
    describedBy: `${id}-info`,
    classes: `govuk-js-character-count${more(options.classes)}`,
    formGroup: {
      classes: `govuk-character-count${more(options.formGroup?.classes)}`,
      attributes: { ...counting(options), ...options.formGroup?.attributes },
      beforeInput: options.formGroup?.beforeInput,
      afterInput: { html: html`${message(options, id)} ${shown(options.formGroup?.afterInput)}` },
    },
  });
}

const countTypeOf = (options: CharacterCountOptions): 'characters' | 'words' | undefined =>
  options.countType || (options.maxwords ? 'words' : undefined);

const limitOf = (options: CharacterCountOptions): number | string | undefined =>
  options.maxwords || options.maxlength;

function message(options: CharacterCountOptions, id: string): Html {
  const limit = limitOf(options);
  const unit = countTypeOf(options) === 'words' ? 'words' : 'characters';
  const description = options.textareaDescriptionText || `You can enter up to %{count} ${unit}`;
  return hint({
    id: `${id}-info`,
    classes: `govuk-character-count__message${more(options.countMessage?.classes)}`,
    // Without a limit here, the script is told one, and writes the message.
    text: limit ? description.replaceAll('%{count}', String(limit)) : undefined,
  });
}

function counting(options: CharacterCountOptions): Attributes {
  const description = options.textareaDescriptionText;
  return {
    'data-module': 'govuk-character-count',
    'data-maxlength': { value: options.maxlength, optional: true },
    'data-maxwords': { value: options.maxwords, optional: true },
    'data-threshold': { value: options.threshold, optional: true },
    'data-count-type': { value: countTypeOf(options), optional: true },
    ...translations({
      'textarea-description': !limitOf(options) && description ? { other: description } : undefined,
      'characters-under-limit': options.charactersUnderLimitText,
      'characters-at-limit': options.charactersAtLimitText,
      'characters-over-limit': options.charactersOverLimitText,
      'words-under-limit': options.wordsUnderLimitText,
      'words-at-limit': options.wordsAtLimitText,
      'words-over-limit': options.wordsOverLimitText,
    }),
  };
}
