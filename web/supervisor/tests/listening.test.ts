import { startLanguages, useToasts } from '@callcenter/ui';
import type { MonitoringMode, MonitoringView } from '@callcenter/ui/contracts';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

const phone = vi.hoisted(() => ({
  connectPhone: vi.fn(async (_takeOver?: boolean) => true),
  losePhone: vi.fn(),
  mutePhone: vi.fn(),
  restPhone: vi.fn(),
  retryPhone: vi.fn(),
}));
vi.mock('../src/features/monitoring/phone', () => phone);

import {
  catchUp,
  changeMode,
  goBeside,
  resetListening,
  stopListening,
  takeNews,
  useListening,
} from '../src/features/monitoring/listening';
import { api } from '../src/live/api';
import { useSession } from '../src/live/session';
import { loadLanguage } from '../src/strings/load';

const ann = { agentId: '7', agentName: 'Ann' };

function view(mode: MonitoringMode, more: Partial<Record<keyof MonitoringView, unknown>> = {}): MonitoringView {
  return {
    id: 'm1',
    supervisorId: '1',
    supervisorName: 'sue',
    agentId: '7',
    agentName: 'Ann',
    mode,
    phone: 'browser',
    phoneState: 'connected',
    since: '2026-03-02T10:00:00.000Z',
    callId: null,
    ...more,
  } as MonitoringView;
}

const post = vi.spyOn(api, 'post');
const put = vi.spyOn(api, 'put');
const del = vi.spyOn(api, 'delete');
const get = vi.spyOn(api, 'get');

beforeAll(() => startLanguages(loadLanguage));
beforeEach(() => {
  vi.clearAllMocks();
  phone.connectPhone.mockResolvedValue(true);
  post.mockImplementation(async (_path, body) => view((body as { mode: MonitoringMode }).mode));
  put.mockImplementation(async (_path, body) => view((body as { mode: MonitoringMode }).mode));
  del.mockResolvedValue(undefined);
  useSession.setState({ me: { id: '1' } as never });
});
afterEach(() => {
  resetListening();
  sessionStorage.clear();
  useToasts.setState({ toasts: [] });
});

describe('listening', () => {
  it('connects the phone, then tells the server, and keeps the microphone closed', async () => {
    await goBeside({ ...ann, mode: 'listen' });
    expect(post).toHaveBeenCalledWith('/monitoring', { agentId: '7', mode: 'listen', phone: 'browser' });
    expect(useListening.getState()).toEqual({ wanted: null, session: view('listen') });
    expect(phone.mutePhone.mock.calls).toEqual([[true]]);
  });

  it('opens the microphone to whisper and closes it before the server hears of listening again', async () => {
    await goBeside({ ...ann, mode: 'whisper' });
    expect(phone.mutePhone.mock.calls).toEqual([[false]]);
    put.mockImplementation(async () => {
      expect(phone.mutePhone).toHaveBeenLastCalledWith(true);
      return view('listen');
    });
    await changeMode('listen');
    expect(useListening.getState().session?.mode).toBe('listen');
    expect(phone.mutePhone).toHaveBeenLastCalledWith(true);
  });

  it('opens the microphone also when the hub tells of the whisper before the answer does', async () => {
    await goBeside({ ...ann, mode: 'listen' });
    put.mockImplementation(async () => {
      takeNews({ monitoring: view('whisper'), ended: null, phoneTab: null });
      return view('whisper');
    });
    await changeMode('whisper');
    expect(phone.mutePhone.mock.calls).toEqual([[true], [false]]);
  });

  it('changes the mode with the same agent and moves to another one', async () => {
    await goBeside({ ...ann, mode: 'listen' });
    await goBeside({ ...ann, mode: 'barge' });
    expect(put).toHaveBeenCalledWith('/monitoring/m1', { mode: 'barge' });
    post.mockResolvedValue(view('listen', { id: 'm2', agentId: '8', agentName: 'Bo' }));
    await goBeside({ agentId: '8', agentName: 'Bo', mode: 'listen' });
    expect(useListening.getState().session?.id).toBe('m2');
    expect(del).not.toHaveBeenCalled();
    expect(phone.mutePhone).toHaveBeenLastCalledWith(true);
  });

  it('keeps what was asked while the phone cannot be had, and asks nothing of the server', async () => {
    phone.connectPhone.mockResolvedValue(false);
    await goBeside({ ...ann, mode: 'listen' });
    expect(useListening.getState().wanted).toEqual({ ...ann, mode: 'listen' });
    expect(post).not.toHaveBeenCalled();
  });

  it('ends what the server began after the stop', async () => {
    let answer: (made: MonitoringView) => void = () => {};
    post.mockReturnValue(new Promise((resolve) => (answer = resolve as typeof answer)));
    const going = goBeside({ ...ann, mode: 'listen' });
    await vi.waitFor(() => expect(post).toHaveBeenCalled());
    await stopListening();
    answer(view('listen'));
    await going;
    expect(del).toHaveBeenCalledWith('/monitoring/m1');
    expect(useListening.getState()).toEqual({ wanted: null, session: null });
  });

  it('follows the agent to the next call and says when the agent leaves', async () => {
    await goBeside({ ...ann, mode: 'listen' });
    takeNews({ monitoring: view('listen', { callId: 'c2' }), ended: null, phoneTab: null });
    expect(useListening.getState().session?.callId).toBe('c2');
    takeNews({ monitoring: view('listen', { id: 'other' }), ended: 'stopped', phoneTab: null });
    expect(useListening.getState().session).not.toBeNull();
    takeNews({ monitoring: view('listen'), ended: 'agentSignedOut', phoneTab: null });
    expect(useListening.getState().session).toBeNull();
    expect(useToasts.getState().toasts[0]?.text).toBe('Ann has signed out; you are not listening any more.');
  });

  it('is not confused by the news that its move ended the stay before', async () => {
    await goBeside({ ...ann, mode: 'listen' });
    post.mockImplementation(async () => {
      takeNews({ monitoring: view('listen'), ended: 'moved', phoneTab: null });
      return view('listen', { id: 'm2', agentId: '8' });
    });
    await goBeside({ agentId: '8', agentName: 'Bo', mode: 'listen' });
    expect(useListening.getState().session?.id).toBe('m2');
    expect(del).not.toHaveBeenCalled();
  });

  it('gives way to another tab that took the phone', async () => {
    await goBeside({ ...ann, mode: 'whisper' });
    takeNews({ monitoring: null, ended: null, phoneTab: 'another' });
    expect(phone.losePhone).toHaveBeenCalled();
    expect(useListening.getState().session).toBeNull();
    expect(del).not.toHaveBeenCalled();
  });

  it('goes on after a reload, in the tab that listened only', async () => {
    get.mockResolvedValue({ items: [view('whisper', { id: 'x', supervisorId: '2' }), view('whisper')], next: null });
    await catchUp();
    expect(useListening.getState().session).toBeNull();
    sessionStorage.setItem('callcenter.listening', 'm1');
    await catchUp();
    expect(useListening.getState().session?.id).toBe('m1');
    expect(phone.connectPhone).toHaveBeenLastCalledWith(true);
  });

  it('notices after an outage that the listening ended meanwhile', async () => {
    await goBeside({ ...ann, mode: 'listen' });
    get.mockResolvedValue({ items: [], next: null });
    await catchUp();
    expect(useListening.getState().session).toBeNull();
    expect(useToasts.getState().toasts[0]?.tone).toBe('info');
  });
});
