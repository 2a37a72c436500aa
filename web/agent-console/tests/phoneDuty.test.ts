import type { Failure, Softphone, SoftphoneSnapshot } from '@callcenter/softphone';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resetDesk, takeLink, useDesk } from '../src/desk/deskStore';
import { usePhone } from '../src/phone/phone';
import { mayComeBack, startPhoneDuty } from '../src/phone/phoneDuty';
import { agent, call } from './fixtures';

const idle = usePhone.getState();
const headset = { id: '1', label: 'Headset' };
const plugged = { ...idle.devices, microphone: { ...idle.devices.microphone, active: headset } };
const failed = (code: Failure['code'], serverCode?: string): SoftphoneSnapshot => ({
  ...idle,
  state: 'failed',
  failure: { code, detail: '', ...(serverCode ? { serverCode } : {}) },
});
const phone = {
  snapshot: idle,
  connect: vi.fn(async () => true),
  play: vi.fn(async () => true),
  retryNow: vi.fn(),
  setMuted: vi.fn(),
};
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 24) });
  vi.clearAllMocks();
  phone.snapshot = idle;
  resetDesk();
  stop = startPhoneDuty(phone as unknown as Softphone, 'tab-1');
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe('the phone of a shift', () => {
  it.each([
    [failed('network'), true],
    [failed('noMicrophone'), false],
    [{ ...failed('noMicrophone'), devices: plugged }, true],
    [failed('refused', 'dialer_unreachable'), true],
    [failed('refused', 'forbidden'), false],
    [failed('takenOver'), false],
    [failed('microphoneRefused'), false],
    [idle, false],
  ])('%o may come back by itself: %s', (snapshot, expected) => {
    expect(mayComeBack(snapshot)).toBe(expected);
  });

  it('that failed for a passing reason is tried again, not more often than every 15 seconds', () => {
    phone.snapshot = failed('refused', 'too_many_offers');
    takeLink('connected');
    useDesk.setState({ agent });
    useDesk.setState({ latencyMs: 1 });
    expect(phone.connect).toHaveBeenCalledTimes(1);
    vi.setSystemTime(Date.now() + 16_000);
    useDesk.setState({ latencyMs: 1 });
    expect(phone.connect).toHaveBeenCalledTimes(2);
  });

  it('sounds when a customer comes, and not when the page was loaded anew in the call', () => {
    useDesk.setState({ agent: { ...agent, state: 'talking', call } });
    expect(phone.play).not.toHaveBeenCalled();
    useDesk.setState({ agent });
    phone.play.mockClear();
    useDesk.setState({ agent: { ...agent, state: 'talking', call } });
    expect(phone.play).toHaveBeenCalledExactlyOnceWith('arrival');
  });
});
