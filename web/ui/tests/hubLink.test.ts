import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HubLink, type LinkState } from '../src/hub/hubLink';

const { made, plans } = vi.hoisted(() => ({
  made: [] as { close(): void; say(name: string): void; stop: ReturnType<typeof vi.fn> }[],
  plans: [] as ('starts' | 'hangs')[],
}));

vi.mock('@microsoft/signalr', () => {
  class Builder {
    withUrl = () => this;
    withStatefulReconnect = () => this;
    configureLogging = () => this;
    build() {
      const plan = plans.shift() ?? 'starts';
      const handlers = new Map<string, () => void>();
      let close = () => {};
      // Neither starting nor stopping ends by itself when the network swallows everything.
      const never = new Promise<never>(() => {});
      const connection = {
        on: (name: string, handler: () => void) => handlers.set(name, handler),
        off: (name: string) => handlers.delete(name),
        onclose: (listener: () => void) => {
          close = listener;
        },
        start: () => (plan === 'hangs' ? never : Promise.resolve()),
        stop: vi.fn(() => never),
        invoke: () => never,
      };
      made.push({ close: () => close(), say: (name) => handlers.get(name)?.(), stop: connection.stop });
      return connection;
    }
  }

  return { HubConnectionBuilder: Builder, LogLevel: { None: 6 } };
});

let states: LinkState[];
let heard: ReturnType<typeof vi.fn<() => void>>;
let link: HubLink;

beforeEach(() => {
  vi.useFakeTimers();
  made.length = 0;
  plans.length = 0;
  states = [];
  heard = vi.fn<() => void>();
  link = new HubLink({
    url: '/hubs/x',
    onConnected: async () => {},
    onState: (state) => states.push(state),
    handlers: { changed: heard },
  });
});

afterEach(async () => {
  await link.stop();
  vi.useRealTimers();
});

describe('a hub link', () => {
  it('comes back after the connection closed', async () => {
    link.start();
    await vi.advanceTimersByTimeAsync(0);
    made[0]?.close();
    await vi.advanceTimersByTimeAsync(1000);
    expect(states).toEqual(['connecting', 'connected', 'away', 'connected']);
  });

  it('gives an attempt up that hangs, and makes another', async () => {
    plans.push('hangs');
    link.start();
    await vi.advanceTimersByTimeAsync(5_900);
    expect(states).toEqual(['connecting']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(made[0]?.stop).toHaveBeenCalledOnce();
    expect(states.at(-1)).toBe('connected');
  });

  it('is renewed although the old connection neither closes nor stops, and does not listen to it any more', async () => {
    link.start();
    await vi.advanceTimersByTimeAsync(0);
    link.renew();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(made).toHaveLength(2);
    expect(states.at(-1)).toBe('connected');
    made[0]?.say('changed');
    expect(heard).not.toHaveBeenCalled();
    made[1]?.say('changed');
    expect(heard).toHaveBeenCalledOnce();
  });

  it('stops at once, also in the middle of an attempt', async () => {
    plans.push('hangs');
    link.start();
    await vi.advanceTimersByTimeAsync(0);
    await link.stop();
    expect(states.at(-1)).toBe('stopped');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(made).toHaveLength(1);
  });

  it('says when an answer takes too long', async () => {
    link.start();
    await vi.advanceTimersByTimeAsync(0);
    const answer = expect(link.invoke('Do')).rejects.toThrow('no answer');
    await vi.advanceTimersByTimeAsync(4_000);
    await answer;
  });
});
