import { dayTimeText, useLanguage } from '@callcenter/ui';
import i18next from 'i18next';
import { useMemo } from 'react';
import type { CheckItem, Live, Reason } from './api';

/** The server's findings in the language of the screen: by their stable codes, in English where one is new to this page. */
export function useWords() {
  const language = useLanguage((state) => state.language);
  return useMemo(() => {
    const say = (key: string, fallback: string, values: Record<string, unknown> = {}): string =>
      i18next.exists(key, { ns: 'campaigns', lng: language })
        ? String(i18next.t(key as never, { ns: 'campaigns' as never, ...values } as never))
        : fallback;
    const times = (values: Record<string, string> | null) => {
      const { until, since, ...rest } = values ?? {};
      return {
        ...rest,
        ...(until ? { until: dayTimeText(until, language) } : {}),
        ...(since ? { since: dayTimeText(since, language) } : {}),
      };
    };
    return {
      check: (item: CheckItem) => say(`found.${item.code}.${item.reason}`, item.text, item.values),
      checkRemedy: (item: CheckItem) => say(`foundRemedy.${item.code}.${item.reason}`, item.remedy ?? ''),
      why: (reason: Reason) =>
        sentence(say(`because.${reason.code}`, reason.text, { ...times(reason.values), count: reason.count })),
      whyRemedy: (reason: Reason) => (reason.remedy ? say(`remedy.${reason.code}`, reason.remedy, times(reason.values)) : null),
      decision: ({ decision }: Live) =>
        say(`because.pacing.${decision.code}`, decision.reason, {
          idle: decision.idle,
          pending: decision.pending,
          count: decision.callsToPlace,
        }),
    };
  }, [language]);
}

// What the pacer says goes on after "The pacer:" in one place and stands by itself in another.
const sentence = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
