// Offers what may be meant while somebody types a question. Without scripts the form does the same on a page of its own.
import './accessible-autocomplete.min.js';

const WAIT_MS = 120;

for (const form of document.querySelectorAll('form[data-gatehouse-question-box]')) {
  const input = form.querySelector('input[name="q"]');
  const place = document.createElement('div');
  place.className = 'gatehouse-question-box__typing';
  input.replaceWith(place);
  let found = [];
  let timer;

  const offer = (words, show) => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      try {
        const response = await fetch(`${form.dataset.gatehouseQuestionBox}?q=${encodeURIComponent(words)}`, { headers: { accept: 'application/json' } });
        found = response.ok ? (await response.json()).found : [];
      } catch {
        found = [];
      }
      show(found.map((each) => each.name));
    }, WAIT_MS);
  };

  window.accessibleAutocomplete({
    element: place,
    id: input.id,
    name: 'q',
    defaultValue: input.value,
    source: offer,
    minLength: 3,
    confirmOnBlur: false,
    showNoOptionsFound: false,
    tAssistiveHint: () => 'When there are suggestions, use the up and down arrows to review and enter to select. On a touch screen, explore by touch or swipe.',
    onConfirm: (name) => {
      const chosen = found.find((each) => each.name === name);
      if (chosen) window.location.assign(chosen.href);
    },
  });

  // Enter sends the words as they are, unless somebody has gone into the list: its own way is to do nothing while it is open.
  place.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' || !event.target.matches('input')) return;
      event.preventDefault();
      event.stopPropagation();
      form.requestSubmit();
    },
    { capture: true },
  );

  // The list closes when its box loses the focus, and what stands below moves up: away from under the finger that presses it.
  document.addEventListener('mousedown', (event) => {
    const isTyping = place.contains(document.activeElement) && !place.contains(event.target);
    if (isTyping && event.target.closest('a, button')) event.preventDefault();
  });
}
