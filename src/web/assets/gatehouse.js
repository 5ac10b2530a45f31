import { initAll } from './govuk-frontend.min.js';

initAll();

// Buttons that do what a script alone can do are hidden in the page, and shown here.
for (const button of document.querySelectorAll('button[data-gatehouse-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
