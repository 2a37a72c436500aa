import type { Invoke } from '@callcenter/ui';
import type { CallId } from '@callcenter/ui/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeskLink } from '../src/desk/deskLink';
import { resetDesk, takeLink } from '../src/desk/deskStore';

const { invoke, renew } = vi.hoisted(() => ({ invoke: vi.fn(), renew: vi.fn() }));
vi.mock('@callcenter/ui', async (original) => ({
  ...(await original<typeof import('@callcenter/ui')>()),
  HubLink: class {
    start() {}
    async stop() {}
    invoke: Invoke = (...args) => invoke(...args);
    renew = renew;
  },
}));

let link: DeskLink;

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  resetDesk();
  takeLink('connected');
  link = new DeskLink('tab-1', () => {});
  link.start();
});

afterEach(async () => {
  await link.stop();
  vi.useRealTimers();
});

const hangUp = { command: 'endCall', call: 'call-1' as CallId } as const;

describe('a command', () => {
  it('that the server refuses is not repeated and keeps its code', async () => {
    invoke.mockRejectedValue(new Error("An unexpected error occurred invoking 'Do'. HubException: too_many_commands: Too fast."));
    expect(await link.order(hangUp)).toEqual({ code: 'too_many_commands', message: 'Too fast.', call: null });
    expect(invoke).toHaveBeenCalledTimes(1);
  });

  it('whose answer was lost is sent again with the same id, and in the end the link is renewed', async () => {
    invoke.mockRejectedValue(new Error('gone'));
    const done = link.order(hangUp);
    await vi.advanceTimersByTimeAsync(7_000);
    expect((await done).code).toBe('away');
    const ids = invoke.mock.calls.filter(([method]) => method === 'Do').map(([, command]) => command.commandId);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(1);
    expect(renew).toHaveBeenCalled();
  });

  it('that takes its time is not taken for a dead connection', async () => {
    let answer: ((reply: unknown) => void) | undefined;
    invoke.mockImplementation((method: string) =>
      method === 'Do' ? new Promise((resolve) => (answer = resolve)) : Promise.reject(new Error('timeout')),
    );
    const done = link.order(hangUp);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(renew).not.toHaveBeenCalled();
    answer?.({ code: null, message: null, call: null });
    await done;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(renew).toHaveBeenCalledOnce();
  });
});
