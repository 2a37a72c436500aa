import { type HubConnection, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { backoffMs } from './backoff';

/** connecting: the first time; away: was there, and is tried again. */
export type LinkState = 'connecting' | 'connected' | 'away' | 'stopped';

export interface HubLinkOptions {
  url: string;
  /** For every request of the connection: the anti-forgery token. Asked for each attempt; `anew` from the second on. */
  headers?(asked: { anew: boolean }): Promise<Record<string, string>>;
  /** Called after every connect, before the link counts as connected: catch up here. A failure closes and tries again. */
  onConnected(invoke: Invoke): Promise<void>;
  onState(state: LinkState): void;
  /** Messages of the server by name. */
  handlers: Record<string, (...args: never[]) => void>;
  log?(text: string): void;
}

export type Invoke = <T>(method: string, ...args: unknown[]) => Promise<T>;

const answerLimitMs = 4_000;
const requestLimitMs = 5_000;
const startLimitMs = 6_000;

/** A hub connection that is never given up: 0.5 s doubling to 15 s between attempts, at once when the network comes back. */
export class HubLink {
  readonly #options: HubLinkOptions;
  #connection: HubConnection | undefined;
  #stopped = true;
  #wake: (() => void) | undefined;
  #cut: (() => void) | undefined;
  #run: Promise<void> | undefined;
  #tried = false;

  constructor(options: HubLinkOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#stopped) {
      this.#stopped = false;
      addEventListener('online', this.#hurry);
      this.#run = this.#keep();
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    removeEventListener('online', this.#hurry);
    this.#wake?.();
    this.#cut?.();
    await this.#run;
    this.#options.onState('stopped');
  }

  /** Calls a hub method; rejects when the link is away or the answer takes longer than 4 s. */
  invoke: Invoke = <T>(method: string, ...args: unknown[]): Promise<T> => {
    const connection = this.#connection;
    if (!connection) {
      return Promise.reject(new Error('away'));
    }

    return within(connection.invoke<T>(method, ...args), answerLimitMs);
  };

  /** Drops a connection that does not answer; a new one is made at once. */
  renew(): void {
    if (this.#connection) {
      this.#cut?.();
    }
  }

  #hurry = () => this.#wake?.();

  async #keep(): Promise<void> {
    this.#options.onState('connecting');
    for (let attempt = 0; !this.#stopped; attempt++) {
      const connection = await this.#open();
      if (connection) {
        attempt = 0;
        await connection.closed;
        this.#connection = undefined;
        this.#options.log?.('hub: closed');
      }

      if (!this.#stopped) {
        this.#options.onState('away');
        await this.#pause(backoffMs(attempt));
      }
    }
  }

  async #open(): Promise<{ closed: Promise<void> } | undefined> {
    const headers = await this.#headers();
    if (!headers) {
      return undefined;
    }

    const connection = new HubConnectionBuilder()
      .withUrl(this.#options.url, { headers, timeout: requestLimitMs })
      .withStatefulReconnect({ bufferSize: 100_000 })
      .configureLogging(LogLevel.None)
      .build();
    connection.serverTimeoutInMilliseconds = 20_000;
    connection.keepAliveIntervalInMilliseconds = 5_000;
    for (const [name, handler] of Object.entries(this.#options.handlers)) {
      connection.on(name, handler as (...args: unknown[]) => void);
    }

    // Ends with the connection, or when it is cut from here: a stateful reconnect that hangs would never end by itself.
    const closed = new Promise<void>((resolve) => {
      connection.onclose(() => resolve());
      this.#cut = () => {
        this.#drop(connection);
        resolve();
      };
    });
    try {
      await within(Promise.race([connection.start(), closed.then(fail)]), startLimitMs);
      this.#connection = connection;
      await Promise.race([this.#options.onConnected(this.invoke), closed.then(fail)]);
      this.#options.onState('connected');
      return { closed };
    } catch (error) {
      this.#options.log?.(`hub: ${String(error)}`);
      this.#connection = undefined;
      this.#drop(connection);
      return undefined;
    }
  }

  // Not awaited: a connection that hangs does not stop either. Whatever it still says is not heard.
  #drop(connection: HubConnection): void {
    for (const name of Object.keys(this.#options.handlers)) {
      connection.off(name);
    }

    connection.stop().catch((error: unknown) => this.#options.log?.(`hub: stop ${String(error)}`));
  }

  async #headers(): Promise<Record<string, string> | undefined> {
    try {
      const anew = this.#tried;
      this.#tried = true;
      return (await within(Promise.resolve(this.#options.headers?.({ anew })), startLimitMs)) ?? {};
    } catch (error) {
      this.#options.log?.(`hub: ${String(error)}`);
      return undefined;
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function fail(): never {
  throw new Error('closed');
}

function within<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
