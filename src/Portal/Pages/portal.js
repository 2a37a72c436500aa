'use strict';

// The pages before the applications: each form is one call of the API. Runs in the head: language and colours stand before the first paint.
const api = '/api/v1';
const languagePlace = 'callcenter.language';
const themePlace = 'callcenter.theme';
const faults = {
  'is not right.': 'currentWrong',
  'at least 12 characters.': 'tooShort',
  'at most 256 characters.': 'tooLong',
  'too common: others use it, or it is little more than the name.': 'tooCommon',
  'must differ from the current one.': 'mustDiffer',
};

function kept(place) {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

function keep(place, value) {
  try {
    localStorage.setItem(place, value);
  } catch {
    // Forbidden by a policy: it lasts as long as the page.
  }
}

function firstLanguage() {
  const own = kept(languagePlace);
  if (own in portalTexts) return own;
  for (const tag of navigator.languages) {
    if (/^zh/i.test(tag)) return /hant|tw|hk|mo/i.test(tag) ? 'zh-Hant' : 'zh-Hans';
    if (/^en/i.test(tag)) return 'en';
  }
  return 'en';
}

let language = firstLanguage();
document.documentElement.lang = language;
const theme = kept(themePlace);
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

function text(key, values = {}) {
  const found = portalTexts[language][key];
  return found?.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

function translate() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = text(element.dataset.text);
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', text(element.dataset.label));
  for (const button of document.querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === language));
  }
  const heading = document.querySelector('[data-title]');
  if (heading) document.title = `${text(heading.dataset.title)} - CallCenter`;
  show(shown);
}

let shown = null;

// What is shown is kept as a key, so that it changes with the language.
function show(message) {
  shown = message;
  const place = document.getElementById('message');
  if (place) place.textContent = message ? (text(message.key, message.values) ?? message.plain) : '';
}

class Problem extends Error {
  constructor(message) {
    super(message.plain);
    this.shown = message;
  }
}

async function send(method, path, body, csrf) {
  const headers = { Accept: 'application/json' };
  if (body) headers['Content-Type'] = 'application/json';
  if (csrf) headers['X-CSRF'] = csrf;
  let response;
  try {
    response = await fetch(api + path, { method, headers, body: body ? JSON.stringify(body) : undefined });
  } catch (error) {
    throw new Problem({ key: 'offline', plain: String(error) });
  }
  const content = await response.text();
  let answer = {};
  try {
    answer = content ? JSON.parse(content) : {};
  } catch {
    // Something between us and the server answered in its own way.
  }
  if (response.ok) return answer;
  const fault = Object.values(answer.errors ?? {})[0]?.[0];
  throw new Problem({
    key: faults[fault] ?? answer.code,
    plain: answer.detail || response.statusText,
    values: { seconds: response.headers.get('Retry-After'), id: answer.traceId ?? answer.id },
  });
}

async function csrf() {
  return (await send('GET', '/me')).csrf;
}

/** One at a time; the buttons say so while it lasts. */
async function doing(button, busyText, action) {
  if (document.body.dataset.busy) return;
  document.body.dataset.busy = 'true';
  show(null);
  button?.setAttribute('aria-busy', 'true');
  if (busyText && button) button.textContent = text(busyText);
  try {
    await action();
    location.assign('/');
  } catch (error) {
    show(error.shown ?? { plain: error.message });
    delete document.body.dataset.busy;
    button?.removeAttribute('aria-busy');
    if (busyText && button) button.textContent = text(button.dataset.text);
  }
}

function onSubmit(id, busyText, action) {
  const form = document.getElementById(id);
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    doing(form.querySelector('button[type=submit]'), busyText, () => action(Object.fromEntries(new FormData(form))));
  });
}

function start() {
  for (const button of document.querySelectorAll('[data-language]')) {
    button.addEventListener('click', () => {
      language = button.dataset.language;
      keep(languagePlace, language);
      translate();
    });
  }
  for (const button of document.querySelectorAll('[data-reveal]')) {
    button.addEventListener('click', () => {
      const input = button.parentElement.querySelector('input');
      const hidden = input.type === 'password';
      input.type = hidden ? 'text' : 'password';
      button.dataset.text = hidden ? 'hide' : 'show';
      button.textContent = text(button.dataset.text);
      input.focus();
    });
  }
  for (const button of document.querySelectorAll('button.demo')) {
    button.addEventListener('click', () => doing(button, null, () => send('POST', '/session/demo', { userName: button.dataset.user })));
  }
  onSubmit('sign-in', 'signingIn', (fields) => send('POST', '/session', fields));
  onSubmit('password', 'saving', async (fields) => send('POST', '/me/password', fields, await csrf()));
  const out = document.getElementById('sign-out');
  out?.addEventListener('click', () => doing(null, null, async () => send('DELETE', '/session', undefined, await csrf())));
  translate();
}

// The Back button brings the page as it was left: usable again.
addEventListener('pageshow', () => {
  delete document.body.dataset.busy;
  for (const button of document.querySelectorAll('button[aria-busy]')) {
    button.removeAttribute('aria-busy');
    if (button.dataset.text) button.textContent = text(button.dataset.text);
  }
});
document.addEventListener('DOMContentLoaded', start);
