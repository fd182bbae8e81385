/** The comforts of the login page: it works without any of them. */
const form = document.querySelector('form');
const email = document.getElementById('email');
const password = document.getElementById('password');
const eye = document.getElementById('eye');
const submit = form.querySelector('[type=submit]');
const submitWord = submit.textContent;
const KEPT_EMAIL = 'studio-login-email';

eye.hidden = false;
eye.addEventListener('click', () => {
  const isShown = password.type === 'text';
  password.type = isShown ? 'password' : 'text';
  eye.setAttribute('aria-pressed', String(!isShown));
  password.focus();
});

/** A second click must not be a second login; the button takes the focus with it, so it is not disabled. */
let isSent = false;
form.addEventListener('submit', (event) => {
  if (isSent) return event.preventDefault();
  isSent = true;
  password.type = 'password';
  submit.setAttribute('aria-disabled', 'true');
  submit.textContent = form.dataset.sending;
});

/** The page comes back as it was left when somebody goes back from the panel. */
addEventListener('pageshow', () => {
  isSent = false;
  submit.removeAttribute('aria-disabled');
  submit.textContent = submitWord;
});

/** Another language is another page: what was typed goes along, but never in the address. */
for (const link of document.querySelectorAll('.studio-languages a')) {
  link.addEventListener('click', () => sessionStorage.setItem(KEPT_EMAIL, email.value));
}
const kept = sessionStorage.getItem(KEPT_EMAIL);
sessionStorage.removeItem(KEPT_EMAIL);
if (kept && email.value === '') {
  email.value = kept;
  password.focus();
}

/** Browsers that know no prefetch get the panel's files ahead all the same. */
const ahead = document.querySelectorAll('link[rel=prefetch]');
if (!document.createElement('link').relList.supports('prefetch')) {
  addEventListener('load', () => ahead.forEach(({ href }) => void fetch(href, { priority: 'low' }).catch(() => null)));
}
