import type { BoardHistory, BoardMinute } from '@callcenter/ui/contracts';

/** What is counted by minutes. */
export const counted = ['attempts', 'liveAnswers', 'connected', 'abandoned'] as const;
export type Counted = (typeof counted)[number];
type Minutes = Record<Counted, readonly number[]>;

/** The last hour by campaign; all rows have the same length and end with the same minute. */
export interface Hour {
  /** The first minute, in milliseconds since 1970. */
  from: number;
  length: number;
  campaigns: ReadonlyMap<string, Minutes>;
}

const minuteMs = 60_000;

export const noHour: Hour = { from: 0, length: 0, campaigns: new Map() };

export function hourOf(history: BoardHistory): Hour {
  const from = Date.parse(history.from);
  const length = history.campaigns[0]?.attempts.length ?? 60;
  return { from, length, campaigns: new Map(history.campaigns.map(({ id, ...minutes }) => [id, minutes])) };
}

/** The hour with the present minute as it is now; minutes that passed meanwhile are empty. */
export function withMinute(hour: Hour, minute: BoardMinute): Hour {
  const at = Date.parse(minute.at);
  const passed = Math.max(0, Math.round((at - hour.from) / minuteMs) - hour.length + 1);
  const now = new Map(minute.campaigns.map((campaign) => [campaign.id as string, campaign]));
  const ids = new Set([...hour.campaigns.keys(), ...now.keys()]);
  const campaigns = new Map<string, Minutes>();
  for (const id of ids) {
    const before = hour.campaigns.get(id);
    const row = (what: Counted) => {
      const kept = (before?.[what] ?? new Array<number>(hour.length).fill(0)).slice(passed);
      const rest = new Array<number>(hour.length - kept.length).fill(0);
      const all = [...kept, ...rest];
      all[hour.length - 1] = now.get(id)?.[what] ?? (passed > 0 ? 0 : (all[hour.length - 1] ?? 0));
      return all;
    };
    campaigns.set(id, {
      attempts: row('attempts'),
      liveAnswers: row('liveAnswers'),
      connected: row('connected'),
      abandoned: row('abandoned'),
    });
  }

  return { ...hour, from: hour.from + passed * minuteMs, campaigns };
}

/** The campaigns' minutes added up; of all of them without `ids`. */
export function summed(hour: Hour, what: Counted, ids?: ReadonlySet<string>): number[] {
  const sum = new Array<number>(hour.length).fill(0);
  for (const [id, minutes] of hour.campaigns) {
    if (!ids || ids.has(id)) {
      minutes[what].forEach((value, index) => {
        sum[index] = (sum[index] ?? 0) + value;
      });
    }
  }

  return sum;
}

const fewest = 10;

/** For each minute the share of two counts over the `span` minutes before it; null where fewer than ten were counted. */
export function rolling(part: readonly number[], whole: readonly number[], span: number): (number | null)[] {
  return whole.map((_, index) => {
    const first = Math.max(0, index - span + 1);
    const all = whole.slice(first, index + 1).reduce((sum, value) => sum + value, 0);
    const some = part.slice(first, index + 1).reduce((sum, value) => sum + value, 0);
    return all >= fewest ? some / all : null;
  });
}
