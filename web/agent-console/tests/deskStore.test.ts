import { serverClock } from '@callcenter/ui';
import type { DeskChange } from '@callcenter/ui/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { resetDesk, takeChange, takeLink, takeResume, useDesk } from '../src/desk/deskStore';
import { agent, call, pop, snapshot } from './fixtures';

const change = (
  version: number,
  rest: { change: 'screenCleared' } | { change: 'screenPopped'; pop: typeof pop } | { change: 'agentMoved'; agent: typeof agent },
) => ({ version, ...rest }) as DeskChange;

beforeEach(resetDesk);

describe('the desk', () => {
  it('is what the snapshot says, with the clock of the server', () => {
    takeResume({ snapshot, changes: [] });
    expect(useDesk.getState()).toMatchObject({ stream: 'stream-1', version: 10, agent: { state: 'ready' } });
    expect(Math.abs(serverClock.now() - Date.parse(snapshot.serverTime))).toBeLessThan(1000);
  });

  it('follows numbered changes', () => {
    takeResume({ snapshot, changes: [] });
    expect(takeChange(change(11, { change: 'agentMoved', agent: { ...agent, state: 'talking', call } }))).toBe(true);
    expect(takeChange(change(12, { change: 'screenPopped', pop }))).toBe(true);
    expect(useDesk.getState()).toMatchObject({
      version: 12,
      agent: { state: 'talking' },
      pop: { customer: { name: 'Maria Gonzalez' } },
    });
    takeChange(change(13, { change: 'screenCleared' }));
    expect(useDesk.getState().pop).toBeNull();
  });

  it('notices a gap, keeps what it had, and catches up by the changes it missed', () => {
    takeResume({ snapshot, changes: [] });
    expect(takeChange(change(13, { change: 'screenCleared' }))).toBe(false);
    expect(useDesk.getState().version).toBe(10);
    takeResume({
      snapshot: null,
      changes: [change(11, { change: 'screenPopped', pop }), change(12, { change: 'agentMoved', agent })],
    });
    expect(useDesk.getState()).toMatchObject({ version: 12, pop: { call: call.id } });
  });

  it('does not do a change twice', () => {
    takeResume({ snapshot, changes: [change(11, { change: 'screenPopped', pop })] });
    takeChange(change(12, { change: 'screenCleared' }));
    expect(takeChange(change(11, { change: 'screenPopped', pop }))).toBe(true);
    expect(useDesk.getState().pop).toBeNull();
  });

  it('passes over changes that are newer than this page', () => {
    takeResume({ snapshot, changes: [] });
    expect(takeChange({ change: 'moonRose', version: 11 } as unknown as DeskChange)).toBe(true);
    expect(useDesk.getState().version).toBe(11);
  });

  it('remembers since when the server is away, through every attempt', () => {
    takeLink('away');
    const since = useDesk.getState().awaySince;
    takeLink('away');
    expect(useDesk.getState().awaySince).toBe(since);
    takeLink('connected');
    expect(useDesk.getState().awaySince).toBeNull();
  });
});
