import type { Quality, QualityWord } from './snapshot';

/** Counters of one moment; the figures of a period come from two of them. */
export interface Sample {
  readonly received: number;
  readonly lost: number;
  readonly sent: number;
  /** Seconds that all samples together waited in the jitter buffer, and how many there were. */
  readonly buffered: number;
  readonly played: number;
  readonly jitterMs: number;
  /** From the server's receiver reports, about what it gets from here. */
  readonly farLostFraction: number;
  readonly farJitterMs: number;
  readonly roundTripMs: number | null;
  /** Anything that came from the server: audio, or answers to ICE checks. */
  readonly signsOfLife: number;
}

const frameMs = 20;
const assumedRoundTripMs = 40;

/** Reads the counters of a peer connection (WebRTC Statistics API). */
export function read(report: Iterable<[string, unknown]>): Sample {
  const of = (type: string) => [...report].map(([, entry]) => entry as Record<string, unknown>).find((e) => e.type === type);
  const inbound = of('inbound-rtp');
  const outbound = of('outbound-rtp');
  const far = of('remote-inbound-rtp');
  const entries = [...report].map(([, entry]) => entry as Record<string, unknown>);
  const pair =
    entries.find((e) => e.type === 'candidate-pair' && e.nominated === true && e.state === 'succeeded') ??
    entries.find((e) => e.type === 'candidate-pair' && e.state === 'succeeded');
  const roundTrip = far?.roundTripTime ?? pair?.currentRoundTripTime;
  return {
    received: number(inbound?.packetsReceived),
    lost: number(inbound?.packetsLost),
    sent: number(outbound?.packetsSent),
    buffered: number(inbound?.jitterBufferDelay),
    played: number(inbound?.jitterBufferEmittedCount),
    jitterMs: number(inbound?.jitter) * 1000,
    farLostFraction: number(far?.fractionLost),
    farJitterMs: number(far?.jitter) * 1000,
    roundTripMs: typeof roundTrip === 'number' ? roundTrip * 1000 : null,
    signsOfLife: number(inbound?.packetsReceived) + number(pair?.responsesReceived),
  };
}

/** How the line was between two moments. */
export function judge(before: Sample, now: Sample): Quality {
  const received = Math.max(0, now.received - before.received);
  const lost = Math.max(0, now.lost - before.lost);
  const nearLoss = received + lost > 0 ? (100 * lost) / (received + lost) : 0;
  const lossPercent = Math.max(nearLoss, 100 * now.farLostFraction);
  const jitterMs = Math.max(now.jitterMs, now.farJitterMs);
  const played = now.played - before.played;
  const bufferMs = played > 0 ? ((now.buffered - before.buffered) / played) * 1000 : null;
  const mos = opinionScore(lossPercent, jitterMs, now.roundTripMs, bufferMs);
  return {
    mos,
    word: wordFor(mos),
    lossPercent: round(lossPercent, 1),
    jitterMs: round(jitterMs, 1),
    roundTripMs: now.roundTripMs === null ? null : Math.round(now.roundTripMs),
    packetsReceived: received,
    packetsSent: Math.max(0, now.sent - before.sent),
  };
}

/**
 * E-model of ITU-T G.107 with the default values of a telephone line, as the server reckons it; G.113 appendix I for G.711 with loss
 * concealment. Where the browser says how long sound waited in its buffer, that stands for the guess from jitter.
 */
export function opinionScore(lossPercent: number, jitterMs: number, roundTripMs: number | null, bufferMs: number | null): number {
  const delay = (roundTripMs ?? assumedRoundTripMs) / 2 + frameMs + (bufferMs ?? frameMs + 2 * jitterMs);
  const delayImpairment = 0.024 * delay + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0);
  const lossImpairment = (95 * lossPercent) / (lossPercent + 25.1);
  const rating = Math.min(100, Math.max(0, 93.2 - delayImpairment - lossImpairment));
  const score = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
  return round(Math.min(4.5, Math.max(1, score)), 2);
}

export function wordFor(mos: number): QualityWord {
  return mos >= 4 ? 'good' : mos >= 3.6 ? 'fair' : 'poor';
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
