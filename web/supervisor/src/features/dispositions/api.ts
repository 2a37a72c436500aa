export const meanings = ['contact', 'sale', 'refusal', 'callback', 'doNotCall', 'invalidNumber', 'final'] as const;
export type Meaning = (typeof meanings)[number];

export interface Disposition {
  id: string;
  code: string;
  name: string;
  meaning: readonly Meaning[];
  hotkey: string | null;
  retryAfterSeconds: number | null;
  campaignId: string | null;
  position: number;
  builtIn: boolean;
  archived: boolean;
  version: number;
}

export const units = { minutes: 60, hours: 3600, days: 86_400 } as const;
export type Unit = keyof typeof units;

/** 86400 -> 1 day, in the largest unit that fits. */
export function inUnits(seconds: number): { amount: number; unit: Unit } {
  const unit = (['days', 'hours'] as const).find((each) => seconds >= units[each] && seconds % units[each] === 0) ?? 'minutes';
  return { amount: Math.round(seconds / units[unit]), unit };
}
