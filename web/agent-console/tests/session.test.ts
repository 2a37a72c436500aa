import { ApiError, kept } from '@callcenter/ui';
import type { AgentCall } from '@callcenter/ui/contracts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hasCustomer, signOut } from '../src/desk/session';
import { agent, call } from './fixtures';

const { remove, leavePhone, assign } = vi.hoisted(() => ({ remove: vi.fn(), leavePhone: vi.fn(), assign: vi.fn() }));
vi.mock('../src/desk/api', () => ({ api: { delete: remove } }));
vi.mock('../src/phone/phone', () => ({ leavePhone }));

beforeEach(() => {
  vi.resetAllMocks();
  vi.stubGlobal('location', { assign });
  localStorage.setItem('callcenter.draft', '{}');
});

describe('signing out', () => {
  it('ends the shift, puts the phone away and forgets the draft', async () => {
    await signOut();
    expect(remove.mock.calls.flat()).toEqual(['/agent/session', '/session']);
    expect(leavePhone).toHaveBeenCalledOnce();
    expect(kept('callcenter.draft')).toBeNull();
    expect(assign).toHaveBeenCalledWith('/');
  });

  it('goes on without a shift', async () => {
    remove.mockRejectedValueOnce(new ApiError(409, 'no_session', ''));
    await signOut();
    expect(leavePhone).toHaveBeenCalledOnce();
    expect(assign).toHaveBeenCalledWith('/');
  });

  it('stays when the shift could not be ended', async () => {
    remove.mockRejectedValueOnce(new ApiError(503, 'dialer_unreachable', ''));
    await expect(signOut()).rejects.toThrow();
    expect(remove).toHaveBeenCalledTimes(1);
    expect(assign).not.toHaveBeenCalled();
  });
});

describe('a customer on the line', () => {
  const wrapUp: AgentCall = { ...call, state: 'wrapUp' };
  it.each([
    [{ ...agent, state: 'unreachable' as const, call }, true],
    [{ ...agent, state: 'reserved' as const }, true],
    [{ ...agent, state: 'wrapUp' as const, call: wrapUp }, false],
    [{ ...agent, state: 'paused' as const }, false],
  ])('of %o: %s', (given, expected) => {
    expect(hasCustomer(given)).toBe(expected);
  });
});
