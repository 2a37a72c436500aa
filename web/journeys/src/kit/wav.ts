/** What a WAV file holds: one array of samples (-1..1) per channel. */
export interface Audio {
  readonly rate: number;
  readonly channels: readonly Float64Array[];
}

const windowSeconds = 0.1;

// A tone counts as heard in a window of 100 ms when its amplitude is above this (about -36 dB of full scale).
const audible = 0.015;

/**
 * A mono file of 48 kHz for Chromium's fake microphone: a tone in bursts of 0.4 s with pauses of 0.2 s. A tone without pauses would be
 * taken for a noise by the browser's noise suppression and fade away.
 */
export function burstsWav(hz: number, seconds: number): Buffer {
  const rate = 48_000;
  const count = rate * seconds;
  const file = Buffer.alloc(44 + count * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + count * 2, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(count * 2, 40);
  for (let i = 0; i < count; i++) {
    const t = i / rate;
    const inBurst = t % 0.6;
    const envelope = inBurst >= 0.4 ? 0 : Math.min(1, inBurst / 0.01, (0.4 - inBurst) / 0.01);
    file.writeInt16LE(Math.round(Math.sin(2 * Math.PI * hz * t) * envelope * 12_000), 44 + i * 2);
  }
  return file;
}

/** Reads mu-law or 16-bit PCM by these few lines of its own, so that a fault of the product's reader cannot hide one of its writer. */
export function readWav(file: Buffer): Audio {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') throw new Error('No RIFF/WAVE file');
  const format = chunk(file, 'fmt ');
  const data = chunk(file, 'data');
  const code = format.readUInt16LE(0);
  const count = format.readUInt16LE(2);
  if (code !== 7 && code !== 1) throw new Error(`Format ${code} is neither mu-law nor PCM`);
  const width = code === 7 ? 1 : 2;
  const frames = Math.floor(data.length / (count * width));
  const channels = Array.from({ length: count }, (_, channel) =>
    Float64Array.from({ length: frames }, (_, i) => {
      const at = (i * count + channel) * width;
      return width === 1 ? mulaw(data[at] as number) : data.readInt16LE(at) / 32_768;
    }),
  );
  return { rate: format.readUInt32LE(4), channels };
}

/** How long a tone is heard in a channel, in seconds, by windows of 100 ms. */
export function heard(audio: Audio, channel: number, hz: number): number {
  return windows(audio, channel).filter((window) => amplitude(window, hz, audio.rate) > audible).length * windowSeconds;
}

/** Seconds with any sound in a channel. */
export function sound(audio: Audio, channel: number): number {
  const loud = windows(audio, channel).filter(
    (window) => window.reduce((sum, x) => sum + Math.abs(x), 0) / window.length > 0.006,
  );
  return loud.length * windowSeconds;
}

/** Length in seconds. */
export function duration(audio: Audio): number {
  return (audio.channels[0]?.length ?? 0) / audio.rate;
}

/** Amplitude of one frequency in a stretch of samples (Goertzel's algorithm). */
export function amplitude(samples: Float64Array, hz: number, rate: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / rate);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + coefficient * last - before];
  return (2 / samples.length) * Math.sqrt(Math.max(0, before * before + last * last - coefficient * before * last));
}

function windows(audio: Audio, channel: number): Float64Array[] {
  const samples = audio.channels[channel] ?? new Float64Array();
  const size = Math.round(audio.rate * windowSeconds);
  return Array.from({ length: Math.floor(samples.length / size) }, (_, i) => samples.subarray(i * size, (i + 1) * size));
}

// ITU-T G.711: inverted bits, sign, three bits of exponent, four of mantissa.
function mulaw(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
  return ((bits & 0x80) !== 0 ? -magnitude : magnitude) / 32_768;
}

function chunk(file: Buffer, name: string): Buffer {
  for (let at = 12; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4);
    if (file.toString('latin1', at, at + 4) === name) return file.subarray(at + 8, Math.min(file.length, at + 8 + size));
    at += 8 + size + (size & 1);
  }
  throw new Error(`The WAV file has no chunk '${name}'`);
}
