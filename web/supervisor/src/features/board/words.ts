import type { BoardAlarm, PacingDecisionView } from '@callcenter/ui/contracts';
import i18next from 'i18next';

function word(key: string, values: object = {}): string | null {
  return i18next.exists(key, { ns: 'board', ...values }) ? String(i18next.t(key as never, { ns: 'board', ...values })) : null;
}

/** Why an agent is paused or not reachable: a known code in the language of the screen, else as it was written. */
export function reasonText(reason: string | null): string | null {
  return reason === null ? null : (word(`reasons.${reason}`) ?? reason);
}

/** The pacer's decision in words. */
export function decisionText({ code, reason, idle, pending, callsToPlace }: PacingDecisionView): string {
  return word(`decision.${code}`, { idle, pending, count: callsToPlace }) ?? reason;
}

/** An alarm in words; what only the server knows stays English. */
export function alarmText(alarm: BoardAlarm): string {
  return word(`alarm.${alarm.code}`, alarm.values) ?? alarm.text;
}
