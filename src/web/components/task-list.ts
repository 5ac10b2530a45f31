import { attributes, type Child, type Html, html } from '../html/index.ts';
import { customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Content, type Listed, present, shown } from './parts/content.ts';
import { type TagOptions, tag } from './tag.ts';

export interface TaskListItem {
  readonly title: Content & { readonly classes?: string | undefined };
  readonly hint?: Content | undefined;
  readonly status: Content & { readonly tag?: TagOptions | undefined; readonly classes?: string | undefined };
  readonly href?: string | undefined;
  readonly classes?: string | undefined;
}

export interface TaskListOptions extends Styled {
  readonly items: Listed<TaskListItem>;
  /** "task-list" unless given. */
  readonly idPrefix?: string | undefined;
}

/** What there is to do, and how far each task is. */
export function taskList(options: TaskListOptions): Html {
  const prefix = options.idPrefix || 'task-list';
  return html`<ul class="govuk-task-list${more(options.classes)}"${customAttributes(options.attributes)}>
  ${present(options.items, (item, place) => task(item, `${prefix}-${place}`))}
</ul>`;
}

function task(item: TaskListItem, id: string): Html {
  const { status } = item;
  return html`<li class="govuk-task-list__item${more(item.href && 'govuk-task-list__item--with-link', item.classes)}">
    <div class="govuk-task-list__name-and-hint">
      ${name(item, id)}
      ${item.hint && html`<div id="${id}-hint" class="govuk-task-list__hint">${shown(item.hint)}</div>`}
    </div>
    <div class="govuk-task-list__status${more(status.classes)}" id="${id}-status">
      ${status.tag ? tag(status.tag) : shown(status)}
    </div>
  </li>`;
}

function name({ title, href, hint }: TaskListItem, id: string): Child {
  if (!href) return html`<div${attributes({ class: title.classes || undefined })}>${shown(title)}</div>`;
  const describedBy = `${hint ? `${id}-hint ` : ''}${id}-status`;
  return html`<a class="govuk-link govuk-task-list__link${more(title.classes)}" href="${href}" aria-describedby="${describedBy}">
        ${shown(title)}
      </a>`;
}
