'use strict';

// The pages before there are applications: each form is one call of the API.
const api = '/api/v1';

function say(text) {
  document.getElementById('message').textContent = text;
}

async function send(method, path, body, csrf) {
  const headers = { Accept: 'application/json' };
  if (body) headers['Content-Type'] = 'application/json';
  if (csrf) headers['X-CSRF'] = csrf;
  const response = await fetch(api + path, { method, headers, body: body ? JSON.stringify(body) : undefined });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : {};
  if (!response.ok) throw new Error(answer.detail || response.statusText);
  return answer;
}

async function csrf() {
  return (await send('GET', '/me')).csrf;
}

function onSubmit(id, action) {
  const form = document.getElementById(id);
  if (!form) return;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    say('');
    try {
      await action(Object.fromEntries(new FormData(form)));
      location.assign('/');
    } catch (error) {
      say(error.message);
    }
  });
}

onSubmit('sign-in', (fields) => send('POST', '/session', fields));
onSubmit('password', async (fields) => send('POST', '/me/password', fields, await csrf()));

for (const button of document.querySelectorAll('button.demo')) {
  button.addEventListener('click', async () => {
    try {
      await send('POST', '/session/demo', { userName: button.dataset.user });
      location.assign('/');
    } catch (error) {
      say(error.message);
    }
  });
}

const out = document.getElementById('sign-out');
if (out) {
  out.addEventListener('click', async () => {
    await send('DELETE', '/session', undefined, await csrf());
    location.assign('/');
  });
}
