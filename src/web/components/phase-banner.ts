import { type Html, html } from '../html/index.ts';
import { customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Content, shown } from './parts/content.ts';
import { type TagOptions, tag } from './tag.ts';

export interface PhaseBannerOptions extends Content, Styled {
  readonly tag?: TagOptions | undefined;
}

/** Says that the service is still being tried out. */
export function phaseBanner(options: PhaseBannerOptions): Html {
  const classes = `govuk-phase-banner__content__tag${more(options.tag?.classes)}`;
  return html`<div class="govuk-phase-banner govuk-width-container${more(options.classes)}"${customAttributes(options.attributes)}>
  <p class="govuk-phase-banner__content">
    ${tag({ text: options.tag?.text, html: options.tag?.html, classes })}
    <span class="govuk-phase-banner__text">
      ${shown(options)}
    </span>
  </p>
</div>`;
}
