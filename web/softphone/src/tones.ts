/** A stretch of sound: frequencies in Hz sounding together, or silence. */
export interface Tone {
  readonly ms: number;
  readonly hz: readonly number[];
}

const rate = 24_000;
const fadeMs = 8;
const loudness = 0.28;

/** A mono 16-bit WAV file. Every tone fades in and out, so that nothing clicks in a headset. */
export function wav(tones: readonly Tone[]): ArrayBuffer {
  const samples = tones.flatMap((tone) => Array.from(wave(tone)));
  const file = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const text = (at: number, value: string) => {
    for (let i = 0; i < value.length; i++) {
      file.setUint8(at + i, value.charCodeAt(i));
    }
  };
  text(0, 'RIFF');
  file.setUint32(4, 36 + samples.length * 2, true);
  text(8, 'WAVEfmt ');
  file.setUint32(16, 16, true);
  file.setUint16(20, 1, true); // PCM
  file.setUint16(22, 1, true); // one channel
  file.setUint32(24, rate, true);
  file.setUint32(28, rate * 2, true);
  file.setUint16(32, 2, true);
  file.setUint16(34, 16, true);
  text(36, 'data');
  file.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, i) => {
    file.setInt16(44 + i * 2, Math.round(sample * 32767), true);
  });
  return file.buffer as ArrayBuffer;
}

function* wave({ ms, hz }: Tone): Generator<number> {
  const length = Math.round((rate * ms) / 1000);
  const fade = Math.min((rate * fadeMs) / 1000, length / 2);
  for (let i = 0; i < length; i++) {
    const edge = Math.min(1, i / fade, (length - 1 - i) / fade);
    const sum = hz.reduce((total, f) => total + Math.sin((2 * Math.PI * f * i) / rate), 0);
    yield hz.length === 0 ? 0 : (loudness * edge * sum) / hz.length;
  }
}
