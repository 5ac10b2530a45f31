import { type Html, html } from '../html/index.ts';
import { type Attributes, customAttributes, more, optional } from './parts/attributes.ts';
import { shown } from './parts/content.ts';
import { type LabelledField, labelled } from './parts/form-group.ts';
import { type Plurals, translations } from './parts/translations.ts';

export interface FileUploadOptions extends LabelledField {
  readonly multiple?: boolean | undefined;
  /**
   * Whether a script makes it a place to drop files; the options below are for that script. The button that it makes is
   * called something other than what is written on it (WCAG 2.5.3), so pages that can do without it should.
   */
  readonly javascript?: boolean | undefined;
  readonly wrapperClasses?: string | undefined;
  readonly wrapperAttributes?: Attributes | undefined;
  readonly chooseFilesButtonText?: string | undefined;
  readonly noFileChosenText?: string | undefined;
  readonly multipleFilesChosenText?: Plurals | undefined;
  readonly dropInstructionText?: string | undefined;
  readonly enteredDropZoneText?: string | undefined;
  readonly leftDropZoneText?: string | undefined;
}

/** A file to send. */
export function fileUpload(options: FileUploadOptions): Html {
  return labelled(
    options,
    (id, describedBy) => html`${shown(options.formGroup?.beforeInput)}
${wrapped(options, element(options, id, describedBy))}
${shown(options.formGroup?.afterInput)}`,
  );
}

function element(options: FileUploadOptions, id: string, describedBy: string): Html {
  const classes = more(options.classes, options.errorMessage && 'govuk-file-upload--error');
  return html`<input class="govuk-file-upload${classes}" id="${id}" name="${options.name}" type="file"${optional('disabled', options.disabled)}${optional('multiple', options.multiple)}${optional('aria-describedby', describedBy)}${customAttributes(options.attributes)}>`;
}

function wrapped(options: FileUploadOptions, inner: Html): Html {
  if (!options.javascript) return inner;
  const messages = translations({
    'choose-files-button': options.chooseFilesButtonText,
    'no-file-chosen': options.noFileChosenText,
    'multiple-files-chosen': options.multipleFilesChosenText,
    'drop-instruction': options.dropInstructionText,
    'entered-drop-zone': options.enteredDropZoneText,
    'left-drop-zone': options.leftDropZoneText,
  });
  return html`<div class="govuk-file-upload-wrapper${more(options.wrapperClasses)}" data-module="govuk-file-upload"${customAttributes(messages)}${customAttributes(options.wrapperAttributes)}>
    ${inner}
  </div>`;
}
