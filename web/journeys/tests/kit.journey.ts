import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { microphoneHz, TestBrowser } from '../src/kit/browser.ts';
import { loudest } from '../src/kit/ears.ts';
import { burstsWav, duration, heard, readWav } from '../src/kit/wav.ts';

test('the kit finds its own tone in a file, and only there', () => {
  const audio = readWav(burstsWav(microphoneHz, 6));
  expect(duration(audio)).toBe(6);
  expect(heard(audio, 0, microphoneHz)).toBeGreaterThan(3);
  expect(heard(audio, 0, 440)).toBe(0);
});

test('the fake microphone is heard through a connection of the browser with itself', async () => {
  const server = createServer((_, answer) =>
    answer.setHeader('Content-Type', 'text/html').end('<!doctype html><title>loop</title>'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await TestBrowser.start();
  try {
    const page = await (await browser.window()).tab();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.evaluate(async () => {
      const [far, near] = [new RTCPeerConnection(), new RTCPeerConnection()];
      far.onicecandidate = (event) => near.addIceCandidate(event.candidate ?? undefined);
      near.onicecandidate = (event) => far.addIceCandidate(event.candidate ?? undefined);
      near.ontrack = (event) => {
        const audio = document.createElement('audio');
        audio.srcObject = event.streams[0] ?? null;
        audio.muted = true;
        void audio.play();
      };
      const microphone = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      });
      for (const track of microphone.getTracks()) far.addTrack(track, microphone);
      await far.setLocalDescription();
      await near.setRemoteDescription(far.localDescription as RTCSessionDescription);
      await near.setLocalDescription();
      await far.setRemoteDescription(near.localDescription as RTCSessionDescription);
    });
    const peak = await loudest(page, 3000);
    expect(peak.hz).toBeGreaterThan(microphoneHz - 30);
    expect(peak.hz).toBeLessThan(microphoneHz + 30);
    expect(peak.decibels).toBeGreaterThan(-60);
  } finally {
    await browser.stop();
    server.close();
  }
});
