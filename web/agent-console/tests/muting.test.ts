import { beforeEach, describe, expect, it, vi } from 'vitest';
import { resetDesk, useDesk } from '../src/desk/deskStore';
import { toggleMute } from '../src/features/call-band/muting';
import { agent, call } from './fixtures';

const { order, mutePhone } = vi.hoisted(() => ({ order: vi.fn(), mutePhone: vi.fn() }));
vi.mock('../src/desk/desk', () => ({ order }));
vi.mock('../src/phone/phone', () => ({ mutePhone }));

beforeEach(() => {
  vi.clearAllMocks();
  resetDesk();
  useDesk.setState({ agent: { ...agent, state: 'talking', call } });
});

describe('muting', () => {
  it('is done here at once and told to the server', async () => {
    order.mockResolvedValue(true);
    await toggleMute(call);
    expect(order).toHaveBeenCalledExactlyOnceWith({ command: 'setMute', call: call.id, on: true });
    expect(mutePhone.mock.calls).toEqual([[true]]);
  });

  it('is taken back when the server says no, so that the button does not lie', async () => {
    order.mockResolvedValue(false);
    await toggleMute(call);
    expect(mutePhone.mock.calls).toEqual([[true], [false]]);
  });

  it('that failed after the call went leaves the phone open for the next one', async () => {
    order.mockImplementation(async () => {
      useDesk.setState({ agent: { ...agent, call: null } });
      return false;
    });
    await toggleMute({ ...call, muted: false });
    expect(mutePhone).toHaveBeenLastCalledWith(false);
  });
});
