import { HubLink, type Invoke, newId } from '@callcenter/ui';
import type { BoardChange, BoardResume, ListeningChange } from '@callcenter/ui/contracts';
import { api } from './api';
import { takeChange, takeLink, takeResume, useBoard } from './boardStore';
import { useSession } from './session';

const pulseMs = 5_000;

/** The hub of this page: keeps the board up to date. */
class BoardLink {
  readonly #hub: HubLink;
  #asking = false;

  constructor(tab: string) {
    this.#hub = new HubLink({
      url: `/hubs/supervisor?${new URLSearchParams({ tab })}`,
      headers: (asked) => api.forgeryHeader(asked),
      onConnected: (invoke) => this.#watch(invoke),
      onState: takeLink,
      handlers: {
        changed: (change: BoardChange) => {
          if (!takeChange(change)) {
            void this.#catchUp();
          }
        },
        listening: (change: ListeningChange) => {
          for (const listener of listeners) {
            listener(change);
          }
        },
      },
    });
  }

  start(): void {
    this.#hub.start();
    addEventListener('offline', this.#beat);
    setInterval(this.#beat, pulseMs);
  }

  invoke: Invoke = (method, ...args) => this.#hub.invoke(method, ...args);

  async #watch(invoke: Invoke): Promise<void> {
    const { stream, version } = useBoard.getState();
    takeResume(await invoke<BoardResume>('Watch', stream, version));
  }

  // Asks now and then even when all is quiet: finds a connection that is dead without knowing.
  readonly #beat = () => {
    if (useBoard.getState().link === 'connected' && !useSession.getState().over) {
      void this.#catchUp();
    }
  };

  async #catchUp(): Promise<void> {
    if (this.#asking) {
      return;
    }

    this.#asking = true;
    try {
      await this.#watch(this.#hub.invoke);
    } catch {
      this.#hub.renew();
    } finally {
      this.#asking = false;
    }
  }
}

const listeners = new Set<(change: ListeningChange) => void>();

/** News of the own listening; returns the way to stop. */
export function onListening(listener: (change: ListeningChange) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let link: BoardLink | undefined;

/** The name of this tab at the hub. */
export const tab = newId();

/** Begins to watch the floor, for as long as the page lives. */
export function startBoard(): void {
  link ??= new BoardLink(tab);
  link.start();
}

/** Calls a method of the supervisors' hub. */
export const invokeHub: Invoke = (method, ...args) =>
  link ? link.invoke(method, ...args) : Promise.reject(new Error('not started'));
