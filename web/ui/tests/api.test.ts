import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api } from '../src/http/api';
import { ApiError } from '../src/http/problem';

const me = {
  id: '1',
  userName: 'ann',
  displayName: 'Ann',
  roles: [],
  permissions: [],
  csrf: 'token-1',
  mustChangePassword: false,
  demo: true,
};
const answer = (status: number, body?: unknown, headers: Record<string, string> = {}) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers });

let sent: { method: string; path: string; headers: Record<string, string> }[];
let answers: (() => Response | Error)[];

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  answers = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    sent.push({ method: init.method ?? 'GET', path, headers: init.headers as Record<string, string> });
    const next = path.endsWith('/me') ? answer(200, me) : answers.shift()?.();
    if (next instanceof Error || next === undefined) {
      throw next ?? new TypeError('no answer');
    }

    return next;
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the API client', () => {
  it('sends the token and an idempotency key with every change', async () => {
    answers = [() => answer(204)];
    await new Api().post('/agent/x', {});
    expect(sent.at(-1)?.headers['X-CSRF']).toBe('token-1');
    expect(sent.at(-1)?.headers['Idempotency-Key']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('tries again with the same key when nobody answered', async () => {
    answers = [() => new TypeError('gone'), () => answer(503, { code: 'dialer_unreachable' }), () => answer(200, { ok: 1 })];
    const done = new Api().post('/agent/x', {}, { retries: 3 });
    await vi.runAllTimersAsync();
    expect(await done).toEqual({ ok: 1 });
    const keys = sent.filter((request) => request.method === 'POST').map((request) => request.headers['Idempotency-Key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  it('tries again when the token could not be fetched, or the answer was cut off', async () => {
    const real = globalThis.fetch;
    let down = true;
    vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
      if (path.endsWith('/me') && down) {
        down = false;
        return Promise.reject(new TypeError('gone'));
      }

      return real(path, init);
    });
    answers = [() => new Response('{"ok":'), () => answer(200, { ok: 1 })];
    const done = new Api().post('/agent/x', {}, { retries: 3 });
    await vi.runAllTimersAsync();
    expect(await done).toEqual({ ok: 1 });
    answers = [() => new Response('{"ok":')];
    await expect(new Api().get('/agent/x')).rejects.toMatchObject({ code: 'network', status: 0 });
  });

  it('turns a problem into its code and keeps what it carries', async () => {
    answers = [() => answer(409, { code: 'notes_changed', detail: 'Changed.', stored: { text: 'x' } })];
    const error = await new Api().put('/agent/x', {}).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 409, code: 'notes_changed', body: { stored: { text: 'x' } }, passing: false });
  });

  it('fetches the token anew once when it is another one', async () => {
    answers = [() => answer(403, { code: 'csrf_token_required' }), () => answer(204)];
    await new Api().post('/agent/x');
    expect(sent.filter((request) => request.path.endsWith('/me'))).toHaveLength(2);
  });

  it('says when the session is over', async () => {
    const api = new Api();
    api.onSignedOut = vi.fn();
    answers = [() => answer(401, { code: 'sign_in_required' })];
    await expect(api.get('/agent')).rejects.toMatchObject({ code: 'sign_in_required' });
    expect(api.onSignedOut).toHaveBeenCalledOnce();
  });

  it('calls a silent server by its name', async () => {
    answers = [() => new TypeError('refused')];
    await expect(new Api().get('/agent')).rejects.toMatchObject({ status: 0, code: 'network', passing: true });
  });
});
