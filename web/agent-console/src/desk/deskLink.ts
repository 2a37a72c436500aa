import { HubLink, type Invoke, newId, ownZone } from '@callcenter/ui';
import type { DeskChange, DeskCommand, DeskReply, DeskResume } from '@callcenter/ui/contracts';
import { api } from './api';
import { takeChange, takeLink, takeResume, useDesk } from './deskStore';

type WithoutId<T> = T extends DeskCommand ? Omit<T, 'commandId'> : never;

/** A command before it has its id. */
export type DeskOrder = WithoutId<DeskCommand>;

const pulseMs = 5_000;
const patienceMs = 6_000;

/** The hub of this desk: keeps the store up to date and carries out what the agent does. */
export class DeskLink {
  readonly #hub: HubLink;
  readonly #log: (text: string) => void;
  #pulse: ReturnType<typeof setInterval> | undefined;
  #asking = false;
  #pending = 0;

  constructor(tab: string, log: (text: string) => void) {
    this.#log = log;
    this.#hub = new HubLink({
      url: `/hubs/agent?${new URLSearchParams({ tab, tz: ownZone() })}`,
      headers: (asked) => api.forgeryHeader(asked),
      onConnected: (invoke) => this.#watch(invoke),
      onState: (state) => {
        log(`hub: ${state}`);
        takeLink(state);
      },
      handlers: {
        changed: (change: DeskChange) => {
          if (!takeChange(change)) {
            void this.#catchUp();
          }
        },
      },
      log,
    });
  }

  start(): void {
    this.#hub.start();
    addEventListener('offline', this.#check);
    this.#pulse = setInterval(() => void this.#beat(), pulseMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#pulse);
    removeEventListener('offline', this.#check);
    await this.#hub.stop();
  }

  /** Calls a hub method as it is, for the phone. */
  invoke: Invoke = async (method, ...args) => {
    this.#pending++;
    try {
      return await this.#hub.invoke(method, ...args);
    } finally {
      this.#pending--;
    }
  };

  /**
   * Carries out a command. When the answer is lost with the connection, the same command (same id: it is never done twice) is sent
   * again for six seconds.
   */
  async order(order: DeskOrder): Promise<DeskReply> {
    const command = { ...order, commandId: newId() } as DeskCommand;
    const until = Date.now() + patienceMs;
    for (;;) {
      try {
        return await this.invoke<DeskReply>('Do', command);
      } catch (error) {
        this.#log(`command ${command.command}: ${String(error)}`);
        const refusal = refusalOf(error);
        if (refusal) {
          return refusal;
        }

        if (Date.now() >= until) {
          this.#hub.renew(); // Whatever the link looks like: nothing comes back on it.
          return { code: 'away', message: String(error), call: null };
        }

        await untilConnected(until);
      }
    }
  }

  // The network says it is gone: ask at once instead of waiting for the pulse.
  readonly #check = () => void this.#beat();

  async #watch(invoke: Invoke): Promise<void> {
    const { stream, version } = useDesk.getState();
    const sent = performance.now();
    takeResume(await invoke<DeskResume>('Watch', stream, version));
    useDesk.setState({ latencyMs: Math.round(performance.now() - sent) });
  }

  // Asks now and then even when all is quiet: measures the way to the server, and finds a connection that is dead without knowing.
  // Not while something else is asked: calls are answered one after another, and a slow command is not a dead connection.
  async #beat(): Promise<void> {
    if (useDesk.getState().link === 'connected' && this.#pending === 0) {
      await this.#catchUp();
    }
  }

  async #catchUp(): Promise<void> {
    if (this.#asking) {
      return;
    }

    this.#asking = true;
    try {
      await this.#watch(this.#hub.invoke);
    } catch (error) {
      this.#log(`hub: watch ${String(error)}`);
      this.#hub.renew();
    } finally {
      this.#asking = false;
    }
  }
}

/** What the server said no with (`... HubException: code: text`); null when it did not come from there. */
export function refusalOf(error: unknown): DeskReply | null {
  const found = /HubException: ([a-z_]+): (.*)$/s.exec(error instanceof Error ? error.message : String(error));
  return found?.[1] ? { code: found[1], message: found[2] ?? '', call: null } : null;
}

function untilConnected(until: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, Math.max(0, until - Date.now()));
    const stop = useDesk.subscribe((state) => {
      if (state.link === 'connected') {
        done();
      }
    });
    function done(): void {
      clearTimeout(timer);
      stop();
      resolve();
    }

    if (useDesk.getState().link === 'connected') {
      setTimeout(done, 250);
    }
  });
}
