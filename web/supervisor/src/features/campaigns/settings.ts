import type { CampaignSettings } from './api';

/** What a newcomer gets without touching anything. */
export const defaults: CampaignSettings = {
  name: '',
  mode: 'progressive',
  ratio: 1.5,
  listIds: [],
  trunkIds: [],
  callerId: '',
  callerIds: [],
  timetable: { hours: [], holidays: [], startsOn: null, endsOn: null },
  ringTimeoutSeconds: 25,
  ruleSet: 'us',
  abandonLimit: 0.03,
  amd: 'off',
  safeHarbourPromptId: null,
  wrapUpSeconds: 30,
  maxAttempts: 5,
  connectLimitSeconds: 2,
};

/** As the form holds it: the limit in percent, the ratio only where it counts. */
export interface FormValues extends Omit<CampaignSettings, 'abandonLimit'> {
  abandonPercent: number;
}

export function toForm({ abandonLimit, ...rest }: CampaignSettings): FormValues {
  return { ...rest, abandonPercent: Math.round(abandonLimit * 1000) / 10 };
}

export function fromForm({ abandonPercent, ...rest }: FormValues): CampaignSettings {
  return {
    ...rest,
    callerId: (rest.callerId ?? '').replace(/[\s().-]/g, ''),
    callerIds: (rest.callerIds ?? []).map((number) => number.replace(/[\s().-]/g, '')),
    safeHarbourPromptId: rest.safeHarbourPromptId ?? null,
    abandonLimit: Math.round(abandonPercent * 10) / 1000,
  };
}

/** What differs from what was read; the rest stays as others may have changed it. */
export function changed(before: CampaignSettings, after: CampaignSettings): Partial<CampaignSettings> {
  const keys = Object.keys(after) as (keyof CampaignSettings)[];
  return Object.fromEntries(
    keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])).map((key) => [key, after[key]]),
  );
}

/** A trunk that leads to this machine only: the simulated network. */
export const isLoopback = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host);
