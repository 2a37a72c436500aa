import { newId } from '../keeping';
import { ApiError, problemOf } from './problem';

/** Who is signed in. */
export interface Me {
  id: string | null;
  userName: string;
  displayName: string;
  roles: string[];
  permissions: string[];
  csrf: string | null;
  mustChangePassword: boolean;
  demo: boolean;
}

export interface SendOptions {
  /** The same key makes a repeat harmless; made anew when absent. */
  key?: string;
  signal?: AbortSignal;
  headers?: Record<string, string>;
  /** How often to try again when nobody answers; default 0. */
  retries?: number;
  /** Goes on when the page is closed. */
  keepalive?: boolean;
  /** The version this change was made to (If-Match); another one by now is refused. */
  etag?: string | null;
}

/** An answer with its version. */
export interface Tagged<T> {
  value: T;
  /** As it goes into If-Match; null when the server gave none. */
  etag: string | null;
}

const root = '/api/v1';
const limitMs = 15_000;

/** The HTTP API as a signed-in browser speaks it: anti-forgery token, idempotency keys, errors as {@link ApiError}. */
export class Api {
  /** Called when the session is over. */
  onSignedOut: () => void = () => {};

  #csrf: string | undefined;
  #me: Promise<Me> | undefined;

  /** Who is signed in; asked once. */
  me(): Promise<Me> {
    this.#me ??= this.#readMe();
    return this.#me;
  }

  /** The anti-forgery header; anew: another tab may have signed in since it was read. */
  async forgeryHeader({ anew }: { anew: boolean }): Promise<Record<string, string>> {
    if (anew) {
      this.#me = undefined;
    }

    await this.me();
    return { 'X-CSRF': this.#csrf ?? '' };
  }

  get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.#send<T>('GET', path, undefined, signal ? { signal } : {});
  }

  /** The same with the version of what was read, for a change later on. */
  tagged<T>(path: string, signal?: AbortSignal): Promise<Tagged<T>> {
    return this.#answer<T>('GET', path, undefined, signal ? { signal } : {});
  }

  post<T = void>(path: string, body?: unknown, options: SendOptions = {}): Promise<T> {
    return this.#change<T>('POST', path, body, options);
  }

  put<T = void>(path: string, body: unknown, options: SendOptions = {}): Promise<T> {
    return this.#change<T>('PUT', path, body, options);
  }

  patch<T = void>(path: string, body: unknown, options: SendOptions = {}): Promise<T> {
    return this.#change<T>('PATCH', path, body, options);
  }

  delete<T = void>(path: string, options: SendOptions = {}): Promise<T> {
    return this.#change<T>('DELETE', path, undefined, options);
  }

  async #readMe(): Promise<Me> {
    try {
      const me = await this.#send<Me>('GET', '/me', undefined, {});
      this.#csrf = me.csrf ?? undefined;
      return me;
    } catch (error) {
      this.#me = undefined;
      throw error;
    }
  }

  async #change<T>(method: string, path: string, body: unknown, options: SendOptions): Promise<T> {
    const withKey: SendOptions = { ...options, key: options.key ?? newId() };
    let renewed = false;
    for (let round = 0; ; round++) {
      try {
        await this.me();
        return await this.#send<T>(method, path, body, withKey);
      } catch (error) {
        if (!(error instanceof ApiError)) {
          throw error;
        }

        if (error.code === 'csrf_token_required' && !renewed) {
          renewed = true;
          this.#me = undefined; // Signed in anew in another tab: the token is another one now.
        } else if (error.passing && round < (options.retries ?? 0)) {
          await pause(error.retryAfter ? error.retryAfter * 1000 : 400 * 2 ** round, options.signal);
        } else {
          throw error;
        }
      }
    }
  }

  async #send<T>(method: string, path: string, body: unknown, options: SendOptions): Promise<T> {
    return (await this.#answer<T>(method, path, body, options)).value;
  }

  async #answer<T>(method: string, path: string, body: unknown, options: SendOptions): Promise<Tagged<T>> {
    const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
    if (method !== 'GET') {
      headers['X-CSRF'] = this.#csrf ?? '';
    }

    if (options.key) {
      headers['Idempotency-Key'] = options.key;
    }

    if (options.etag) {
      headers['If-Match'] = options.etag;
    }

    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }

    const limit = AbortSignal.timeout(limitMs);
    const unanswered = (error: unknown): never => {
      if (options.signal?.aborted) {
        throw error;
      }

      throw new ApiError(0, limit.aborted ? 'timeout' : 'network', 'The server did not answer.');
    };
    const response = await fetch(root + path, {
      method,
      headers,
      credentials: 'same-origin',
      signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
      ...(options.keepalive ? { keepalive: true } : {}),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(unanswered);

    if (response.status === 401) {
      this.onSignedOut();
    }

    if (!response.ok) {
      throw await problemOf(response);
    }

    // An answer may be cut off in the middle, too.
    const value = (response.status === 204 ? undefined : await response.json().catch(unanswered)) as T;
    return { value, etag: response.headers.get('ETag') };
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
