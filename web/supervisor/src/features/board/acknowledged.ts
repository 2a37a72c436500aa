import type { BoardAlarm } from '@callcenter/ui/contracts';
import { create } from 'zustand';

interface AcknowledgedState {
  keys: ReadonlySet<string>;
}

const keyOf = (alarm: BoardAlarm) => `${alarm.key} ${alarm.code} ${alarm.since}`;

/** Alarms that were seen on this page; the same one is new again when it comes back. */
export const useAcknowledged = create<AcknowledgedState>()(() => ({ keys: new Set() }));

export function acknowledge(alarm: BoardAlarm): void {
  useAcknowledged.setState(({ keys }) => ({ keys: new Set([...keys, keyOf(alarm)]) }));
}

export function isAcknowledged(alarm: BoardAlarm, keys: ReadonlySet<string>): boolean {
  return keys.has(keyOf(alarm));
}
