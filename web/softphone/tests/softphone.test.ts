import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceNotice } from '../src';
import { Softphone } from '../src';
import { FakePage, FakeServer } from './fakes';

let page: FakePage;
let server: FakeServer;
let phone: Softphone;

/** Lets everything happen that needs no time. */
const settle = () => vi.advanceTimersByTimeAsync(0);

/** A phone that is connected. */
async function connected(): Promise<void> {
  const connecting = phone.connect();
  await settle();
  page.peer.become('connected');
  await expect(connecting).resolves.toBe(true);
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  page = new FakePage();
  server = new FakeServer();
  phone = new Softphone({ signalling: server, platform: page.platform() });
});

afterEach(() => {
  phone.dispose();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('connecting', () => {
  it('asks for the microphone, offers, and is connected when DTLS is up', async () => {
    const seen: string[] = [];
    phone.subscribe(() => seen.push(phone.snapshot.state));
    await connected();
    expect([...new Set(seen)]).toEqual(['asking', 'connecting', 'connected']);
    expect(server.offers).toEqual([{ sdp: 'v=0 offer', takeOver: false }]);
    expect(page.peer.answer).toBe('v=0 answer 1');
    expect(page.peer.sender.track).toBe(page.media.tracks.at(-1));
    expect(phone.snapshot.failure).toBeNull();
  });

  it('is one connection however often it is asked for', async () => {
    void phone.connect();
    void phone.connect();
    await settle();
    page.peer.become('connected');
    await expect(phone.connect()).resolves.toBe(true);
    expect(page.peers).toHaveLength(1);
    expect(page.media.asked).toHaveLength(1);
  });

  it.each([
    ['NotAllowedError', 'microphoneRefused'],
    ['NotFoundError', 'noMicrophone'],
    ['NotReadableError', 'microphoneBusy'],
  ])('says what is wrong with the microphone: %s', async (name, code) => {
    page.media.refusal = new DOMException('no', name);
    await expect(phone.connect()).rejects.toMatchObject({ failure: { code } });
    expect(phone.snapshot).toMatchObject({ state: 'failed', failure: { code } });
    expect(page.peers).toHaveLength(0);
  });

  it('says that the page is not secure', async () => {
    page.secure = false;
    await expect(phone.connect()).rejects.toMatchObject({ failure: { code: 'insecureContext' } });
  });

  it('is told that the phone is open elsewhere, does not try again, and takes over when asked', async () => {
    server.refusals = [new Error('An error occurred. HubException: phone_open_elsewhere: Another tab has the phone.')];
    await expect(phone.connect()).rejects.toMatchObject({
      failure: { code: 'openElsewhere', serverCode: 'phone_open_elsewhere' },
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.offers).toHaveLength(1);
    expect(page.media.tracks.at(-1)?.stopped).toBe(true);

    const connecting = phone.connect({ takeOver: true });
    await settle();
    page.peer.become('connected');
    await connecting;
    expect(server.offers.at(-1)?.takeOver).toBe(true);
  });

  it('gives up when the server cannot be reached three times', async () => {
    server.refusals = [new Error('closed'), new Error('closed'), new Error('closed')];
    const connecting = phone.connect();
    const failed = expect(connecting).rejects.toMatchObject({ failure: { code: 'network' } });
    await vi.advanceTimersByTimeAsync(10_000);
    await failed;
    expect(server.offers).toHaveLength(3);
  });

  it('gives up when the server answers but no audio path opens', async () => {
    const failed = expect(phone.connect()).rejects.toMatchObject({ failure: { code: 'network' } });
    await vi.advanceTimersByTimeAsync(30_000);
    await failed;
    expect(page.peers.every((p) => p.closed)).toBe(true);
  });

  it('can be put away while the browser still asks', async () => {
    const connecting = phone.connect();
    await phone.disconnect();
    await expect(connecting).resolves.toBe(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(phone.snapshot.state).toBe('idle');
    expect(page.media.tracks.every((t) => t.stopped)).toBe(true);
    expect(page.peers).toHaveLength(0);
  });
});

describe('a line that is lost', () => {
  it('is given a second to heal by itself', async () => {
    await connected();
    page.peer.become('disconnected');
    expect(phone.snapshot.state).toBe('reconnecting');
    await vi.advanceTimersByTimeAsync(500);
    page.peer.become('connected');
    await vi.advanceTimersByTimeAsync(5000);
    expect(phone.snapshot.state).toBe('connected');
    expect(server.offers).toHaveLength(1);
  });

  it('is replaced after that; the old one closes when the server answered the new one', async () => {
    await connected();
    const old = page.peer;
    old.become('disconnected');
    let answer = () => {};
    server.hold = new Promise((resolve) => {
      answer = resolve;
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(page.peers).toHaveLength(2);
    expect(old.closed).toBe(false);
    answer();
    await settle();
    expect(old.closed).toBe(true);
    expect(page.live).toHaveLength(1);
    page.peer.become('connected');
    expect(phone.snapshot).toMatchObject({ state: 'connected', failure: null, attempt: 0 });
    expect(page.media.tracks).toHaveLength(1);
  });

  it('keeps the old one when it heals while the hub is away', async () => {
    await connected();
    const old = page.peer;
    old.become('disconnected');
    server.refusals = [new Error('hub closed')];
    let fail = () => {};
    server.hold = new Promise((resolve) => {
      fail = resolve;
    });
    await vi.advanceTimersByTimeAsync(1000);
    old.become('connected');
    fail();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(phone.snapshot).toMatchObject({ state: 'connected', failure: null });
    expect(old.closed).toBe(false);
    expect(page.live).toEqual([old]);
  });

  it('is tried again and again, ever more slowly, and at once when there is hope', async () => {
    await connected();
    await vi.advanceTimersByTimeAsync(6000);
    server.refusals = Array.from({ length: 30 }, () => new Error('no way'));
    page.peer.become('failed');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(phone.snapshot).toMatchObject({ state: 'reconnecting', failure: { code: 'network' } });
    expect(phone.snapshot.retryAt).toBeGreaterThan(Date.now());
    const before = server.offers.length;
    expect(before).toBeGreaterThan(6);
    expect(before).toBeLessThan(11);
    server.refusals = [];
    page.page.dispatchEvent(new Event('online'));
    await settle();
    expect(server.offers).toHaveLength(before + 1);
    page.peer.become('connected');
    expect(phone.snapshot.state).toBe('connected');
  });

  it('begins at once when the hub is back', async () => {
    await connected();
    await vi.advanceTimersByTimeAsync(6000);
    server.refusals = Array.from({ length: 5 }, () => new Error('no way'));
    page.peer.become('failed');
    await vi.advanceTimersByTimeAsync(9000);
    server.refusals = [];
    const before = server.offers.length;
    phone.retryNow();
    await settle();
    expect(server.offers).toHaveLength(before + 1);
  });

  it('stays with the tab that took it over', async () => {
    await connected();
    await vi.advanceTimersByTimeAsync(6000);
    server.refusals = [new Error('HubException: phone_open_elsewhere: x')];
    page.peer.alert();
    await settle();
    expect(phone.snapshot).toMatchObject({ state: 'failed', failure: { code: 'openElsewhere' } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.offers).toHaveLength(2);
  });

  it('does not steal the phone back after it once took it over', async () => {
    const connecting = phone.connect({ takeOver: true });
    await settle();
    page.peer.become('connected');
    await connecting;
    await vi.advanceTimersByTimeAsync(6000);
    page.peer.become('failed');
    await settle();
    expect(server.offers.map((o) => o.takeOver)).toEqual([true, false]);
  });

  it('is found dead after a sleep although the browser says nothing', async () => {
    await connected();
    page.peer.statistics.set('in', { type: 'inbound-rtp', packetsReceived: 10 });
    await settle();
    vi.setSystemTime(Date.now() + 60_000);
    await vi.advanceTimersByTimeAsync(1000 + 3500);
    expect(server.offers).toHaveLength(2);
  });

  it('is left alone after a sleep when it lives', async () => {
    await connected();
    page.peer.statistics.set('in', { type: 'inbound-rtp', packetsReceived: 10 });
    vi.setSystemTime(Date.now() + 60_000);
    await vi.advanceTimersByTimeAsync(1000);
    page.peer.statistics.set('in', { type: 'inbound-rtp', packetsReceived: 60 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.offers).toHaveLength(1);
  });

  it('does not spin when a server answers and hangs up at once', async () => {
    await connected();
    for (let i = 0; i < 40; i++) {
      page.peer.become('connected');
      page.peer.alert();
      await vi.advanceTimersByTimeAsync(250);
    }

    expect(server.offers.length).toBeLessThan(7);
  });
});

describe('ending', () => {
  it('tells the server, closes, and lets go of the microphone', async () => {
    await connected();
    await phone.disconnect();
    expect(server.left).toBe(1);
    expect(page.peer.closed).toBe(true);
    expect(page.media.tracks.at(-1)?.stopped).toBe(true);
    expect(phone.snapshot.state).toBe('idle');
  });

  it('is quiet when another tab took the phone', async () => {
    await connected();
    phone.taken();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(phone.snapshot).toMatchObject({ state: 'failed', failure: { code: 'takenOver' } });
    expect(server.offers).toHaveLength(1);
    expect(server.left).toBe(0);
    expect(page.media.tracks.at(-1)?.stopped).toBe(true);
  });

  it('leaves no timer behind', async () => {
    await connected();
    page.peer.become('disconnected');
    phone.dispose();
    expect(vi.getTimerCount()).toBe(0);
    expect(server.left).toBe(0);
  });
});

describe('devices in a call', () => {
  it('changes the microphone without a new offer, keeps mute, and remembers the choice', async () => {
    await connected();
    phone.setMuted(true);
    await phone.choose('microphone', 'headset');
    const [first, second] = page.media.tracks;
    expect(page.peer.sender.track).toBe(second);
    expect(second).toMatchObject({ deviceId: 'headset', enabled: false });
    expect(first?.stopped).toBe(true);
    expect(server.offers).toHaveLength(1);
    expect(phone.snapshot.muted).toBe(true);

    phone.dispose();
    page.media.permitted = false;
    phone = new Softphone({ signalling: server, platform: page.platform() });
    await connected();
    expect(page.media.asked.at(-1)).toBe('headset');
    expect(page.media.asked).toHaveLength(3);
  });

  it('falls back when the headset is pulled, says so, and returns to it', async () => {
    const notices: DeviceNotice[] = [];
    phone.onNotice((notice) => notices.push(notice));
    await connected();
    await phone.choose('microphone', 'headset');
    await phone.choose('speaker', 'earphones');
    const all = page.media.devices;
    page.media.plug(all.filter((d) => !d.label.startsWith('Headset')));
    page.media.tracks.at(-1)?.unplug();
    await vi.advanceTimersByTimeAsync(200);
    expect(notices.map((n) => `${n.role} ${n.what} ${n.device?.id}`)).toEqual([
      'microphone vanished built-in',
      'speaker vanished speakers',
    ]);
    expect(page.peer.sender.track?.deviceId).toBe('built-in');
    expect(phone.snapshot).toMatchObject({ state: 'connected', failure: null });
    expect(page.audios.some((a) => a.sinkId === 'earphones')).toBe(false);

    notices.length = 0;
    page.media.plug(all);
    await vi.advanceTimersByTimeAsync(200);
    expect(notices.map((n) => `${n.role} ${n.what}`)).toContain('microphone returned');
    expect(page.peer.sender.track?.deviceId).toBe('headset');
    expect(page.audios.some((a) => a.sinkId === 'earphones')).toBe(true);
  });

  it('stays on the line without any microphone, says so, and takes the next one', async () => {
    await connected();
    const all = page.media.devices;
    page.media.plug(all.filter((d) => d.kind === 'audiooutput'));
    page.media.tracks.at(-1)?.unplug();
    await vi.advanceTimersByTimeAsync(200);
    expect(phone.snapshot).toMatchObject({ state: 'connected', failure: { code: 'noMicrophone' } });
    page.media.plug(all);
    await vi.advanceTimersByTimeAsync(200);
    expect(phone.snapshot).toMatchObject({ state: 'connected', failure: null });
    expect(page.peer.sender.track?.deviceId).toBe('built-in');
  });

  it('follows the system when nothing is chosen and its default changes', async () => {
    const system = (label: string, group: string) => ({
      kind: 'audioinput' as const,
      deviceId: 'default',
      label: `Default - ${label}`,
      groupId: group,
    });
    const real = page.media.devices.map((d) => ({ ...d, groupId: d.deviceId }));
    page.media.devices = [system('Built-in microphone', 'built-in'), ...real];
    await connected();
    page.media.plug([system('Headset microphone', 'headset'), ...real]);
    await vi.advanceTimersByTimeAsync(200);
    expect(page.media.asked).toEqual([null, null]);
    expect(phone.snapshot.devices.microphone).toMatchObject({ chosen: null, active: { id: 'headset' } });
  });

  it('opens the microphone for its meter before there is a line, and uses the same for the line', async () => {
    await phone.startMicrophone();
    expect(phone.snapshot.state).toBe('idle');
    await connected();
    expect(page.media.tracks).toHaveLength(1);
    expect(phone.snapshot.devices.microphone.available).toHaveLength(2);
  });
});

describe('sound', () => {
  it('says that the browser holds it back, and plays after the first click', async () => {
    for (const audio of page.audios) {
      audio.refuse = true;
    }

    await connected();
    page.peer.dispatchEvent(Object.assign(new Event('track'), { track: {}, streams: [] }));
    await settle();
    expect(phone.snapshot.audioBlocked).toBe(true);
    for (const audio of page.audios) {
      audio.refuse = false;
    }

    page.page.dispatchEvent(new Event('pointerdown'));
    await settle();
    expect(phone.snapshot.audioBlocked).toBe(false);
  });

  it('rings on the ringer and tests the speaker', async () => {
    await phone.refreshDevices();
    await phone.choose('ringer', 'speakers');
    await phone.choose('speaker', 'earphones');
    await expect(phone.play('arrival')).resolves.toBe(true);
    expect(page.audios.at(-1)).toMatchObject({ sinkId: 'speakers', plays: 1 });
    await phone.play('test');
    expect(page.audios.at(-1)).toMatchObject({ sinkId: 'earphones', plays: 1 });
    await phone.play('arrival');
    expect(page.audios.at(-2)).toMatchObject({ sinkId: 'speakers', plays: 2 });
  });
});

describe('quality', () => {
  it('is judged every two seconds and gone with the line', async () => {
    await connected();
    const counters = (received: number) =>
      page.peer.statistics.set('in', { type: 'inbound-rtp', packetsReceived: received, packetsLost: 0, jitter: 0.002 });
    counters(100);
    await vi.advanceTimersByTimeAsync(2000);
    expect(phone.snapshot.quality).toBeNull();
    counters(200);
    await vi.advanceTimersByTimeAsync(2000);
    expect(phone.snapshot.quality).toMatchObject({ word: 'good', packetsReceived: 100, jitterMs: 2 });
    page.peer.become('disconnected');
    await vi.advanceTimersByTimeAsync(2000);
    expect(phone.snapshot.quality).toBeNull();
  });
});
