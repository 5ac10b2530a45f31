// Asks the browser for a passkey when a form for one is sent, and puts the answer into the form. Passkeys are the one way
// to sign in that needs a script: browsers give them to scripts alone.
import './simplewebauthn.min.js';

const { browserSupportsWebAuthn, startAuthentication, startRegistration } = window.SimpleWebAuthnBrowser;

if (browserSupportsWebAuthn()) {
  for (const note of document.querySelectorAll('[data-gatehouse-without-passkeys]')) note.hidden = true;
  for (const form of document.querySelectorAll('form[data-gatehouse-passkey]')) ready(form);
}

function ready(form) {
  const ask = form.dataset.gatehousePasskey === 'add' ? startRegistration : startAuthentication;
  const trouble = form.querySelector('[data-gatehouse-trouble]');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    trouble.hidden = true;
    try {
      const answer = await ask({ optionsJSON: JSON.parse(form.dataset.gatehouseOptions) });
      form.elements.namedItem('response').value = JSON.stringify(answer);
      form.submit();
    } catch {
      // Said no, took too long, or the device has none: the browser has told its owner which.
      trouble.hidden = false;
    }
  });
  form.hidden = false;
}
