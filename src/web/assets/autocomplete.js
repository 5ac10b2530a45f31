// Lets people type to find an option of a long list. Without scripts the list is the plain one that it was.
import './accessible-autocomplete.min.js';

const HOW_TO = 'When there are results, use the up and down arrows to review and enter to select. On a touch screen, explore by touch or swipe.';

/** What describes the list, such as its hint or its error, as text: the box in its place reads it out. */
const descriptionOf = (select) =>
  (select.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent.trim().replace(/\s+/g, ' ') ?? '')
    .join(' ')
    .trim();

for (const select of document.querySelectorAll('select[data-gatehouse-autocomplete]')) {
  const description = descriptionOf(select);
  const wrong = select.classList.contains('govuk-select--error');
  window.accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    defaultValue: select.value === '' ? '' : select.selectedOptions[0].text,
    menuAttributes: { 'aria-labelledby': select.id },
    inputClasses: wrong ? 'gatehouse-autocomplete--error' : null,
    tNoResults: () => 'Nothing found',
    tAssistiveHint: () => `${description} ${HOW_TO}`.trim(),
  });
}
