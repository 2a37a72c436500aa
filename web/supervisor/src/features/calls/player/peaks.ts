import { useQuery } from '@tanstack/react-query';
import { api } from '../../../live/api';

/** How loud both sides are, 0 to 255. */
export interface Peaks {
  perSecond: number;
  agent: Uint8Array;
  customer: Uint8Array;
}

const bytes = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** A recording's waveform, without the recording. */
export function usePeaks(recordingId: string, growing: boolean) {
  return useQuery({
    queryKey: [`/recordings/${recordingId}/peaks`],
    queryFn: async ({ signal }): Promise<Peaks> => {
      const read = await api.get<{ perSecond: number; agent: string; customer: string }>(
        `/recordings/${recordingId}/peaks`,
        signal,
      );
      return { perSecond: read.perSecond, agent: bytes(read.agent), customer: bytes(read.customer) };
    },
    staleTime: growing ? 0 : Number.POSITIVE_INFINITY,
    refetchInterval: growing ? 5_000 : false,
  });
}

/** The loudest of each of `count` equal stretches, 0 to 1; quiet voices are lifted so that they can be seen. */
export function bars(peaks: Uint8Array, count: number): Float32Array {
  const result = new Float32Array(count);
  for (let bar = 0; bar < count; bar++) {
    const from = Math.floor((bar * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / count));
    let loudest = 0;
    for (let i = from; i < to && i < peaks.length; i++) {
      loudest = Math.max(loudest, peaks[i] ?? 0);
    }

    result[bar] = Math.sqrt(loudest / 255);
  }

  return result;
}
