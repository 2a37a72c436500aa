import { waitFor } from './waitFor.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | null;
}

export interface AgentView {
  readonly state: string;
  readonly reason?: string | null;
  readonly phone?: { readonly kind: string; readonly state: string; readonly problem?: string | null } | null;
  readonly call?: {
    readonly id: string;
    readonly number: string;
    readonly state: string;
    readonly answeredAt: string | null;
  } | null;
}

export interface CallView {
  readonly id: string;
  readonly number: string;
  readonly agentId?: string | null;
  readonly startedAt: string;
  readonly answeredAt?: string | null;
  readonly connectedAt?: string | null;
  readonly endedAt?: string | null;
  readonly endedBy?: string | null;
  readonly outcome?: string | null;
  readonly disposition?: string | null;
  readonly recordingId?: string | null;
}

/** An answer that is not a success. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: string;

  constructor(request: string, status: number, body: string) {
    super(`${request} -> ${status}: ${body}`);
    this.status = status;
    this.body = body;
  }
}

/** The HTTP API as a program with a key uses it. */
export class Api {
  readonly #base: string;
  readonly #key: string;

  constructor(http: string, key: string) {
    this.#base = `${http.replace(/\/$/, '')}/api/v1/`;
    this.#key = key;
  }

  get<T>(path: string): Promise<T> {
    return this.#send<T>('GET', path);
  }

  post<T = void>(path: string, body?: unknown): Promise<T> {
    return this.#send<T>('POST', path, body);
  }

  put<T = void>(path: string, body: unknown): Promise<T> {
    return this.#send<T>('PUT', path, body);
  }

  delete(path: string): Promise<void> {
    return this.#send<void>('DELETE', path);
  }

  async download(path: string): Promise<Buffer> {
    const answer = await fetch(this.#base + path, { headers: { Authorization: `Bearer ${this.#key}` } });
    if (!answer.ok) throw new ApiError(`GET ${path}`, answer.status, await answer.text());
    return Buffer.from(await answer.arrayBuffer());
  }

  /** Waits until an answer satisfies the condition. */
  until<T>(what: string, path: string, holds: (answer: T) => boolean, limitMs: number): Promise<T> {
    return waitFor(what, () => this.get<T>(path), holds, limitMs);
  }

  /** All calls of a campaign, oldest first (the first hundred). */
  async calls(campaign: string): Promise<CallView[]> {
    const page = await this.get<Page<CallView>>(`calls?campaignId=${campaign}&limit=100`);
    return [...page.items].sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  }

  /** A call's record once its end is stored. */
  endedCall(id: string, limitMs = 15_000): Promise<CallView> {
    return this.until<CallView>(`the end of call ${id}`, `calls/${id}`, (call) => Boolean(call.endedAt), limitMs);
  }

  /** A UDP trunk to a port of the loopback address. */
  async addTrunk(name: string, port: number): Promise<string> {
    const trunk = {
      name,
      host: '127.0.0.1',
      port,
      transport: 'udp',
      register: false,
      maxChannels: 50,
      callsPerSecond: 50,
      codecs: ['PCMU', 'PCMA'],
      priority: 1,
    };
    return (await this.post<{ id: string }>('trunks', trunk)).id;
  }

  /** A list from CSV text; columns name target fields. */
  async addList(name: string, csv: string, columns: Record<string, string>): Promise<string> {
    const list = (await this.post<{ id: string }>('lists', { name, defaultCountry: 'US' })).id;
    const form = new FormData();
    form.set('mapping', JSON.stringify({ columns, encoding: 'auto', separator: 'auto', header: true }));
    form.set('duplicates', 'skip');
    form.set('duplicateScope', 'list');
    form.set('dryRun', 'false');
    form.set('file', new Blob([csv], { type: 'text/csv' }), 'leads.csv');
    const answer = await fetch(`${this.#base}lists/${list}/uploads`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.#key}` },
      body: form,
    });
    if (answer.status !== 202) throw new ApiError(`POST lists/${list}/uploads`, answer.status, await answer.text());
    const upload = ((await answer.json()) as { id: string }).id;
    type Upload = { state: string; rejected: number };
    const ended = await this.until<Upload>(
      'the upload to end',
      `uploads/${upload}`,
      (u) => !/queued|running/.test(u.state),
      20_000,
    );
    if (ended.state !== 'done' || ended.rejected > 0)
      throw new Error(`The upload did not take every row: ${JSON.stringify(ended)}`);
    return list;
  }

  async #send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = { Authorization: `Bearer ${this.#key}` };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const answer = await fetch(this.#base + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new ApiError(`${method} ${path}`, answer.status, text);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
