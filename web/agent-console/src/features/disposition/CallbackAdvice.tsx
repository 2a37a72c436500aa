import { CheckCircleOutlined, LoadingOutlined, WarningOutlined } from '@ant-design/icons';
import { dateText, dayTimeText, timeText, useLanguage, useNow } from '@callcenter/ui';
import type { CallbackAdvice as Advice, ScreenPop } from '@callcenter/ui/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../desk/api';
import styles from './Disposition.module.css';

export interface CallbackAdviceProps {
  pop: ScreenPop;
  at: string;
  zone: string;
  onTake(at: string): void;
}

/** Lawful? Free? If not: the next time that is both. */
export function CallbackAdvice({ pop, at, zone, onTake }: CallbackAdviceProps) {
  const { t } = useTranslation('disposition');
  const language = useLanguage((state) => state.language);
  const past = Date.parse(at) <= useNow() * 1000;
  const advice = useQuery({
    queryKey: ['advice', pop.call, at],
    queryFn: ({ signal }) =>
      api.get<Advice>(`/agent/callbacks/advice?${new URLSearchParams({ callId: pop.call, at, timeZone: zone })}`, signal),
    staleTime: 10_000,
    enabled: !past,
    placeholderData: (former) => former,
  });
  const data = advice.data;
  const settled = data !== undefined && !advice.isPlaceholderData;
  const bad = past || (settled && (!data.open || data.conflict !== null));
  const text = past
    ? t('callback.past')
    : !settled
      ? advice.isError
        ? dayTimeText(at, language, zone)
        : t('callback.checking')
      : !data.open
        ? t('callback.closed')
        : data.conflict
          ? t('callback.conflict', { name: data.conflict.customerName, time: timeText(data.conflict.dueAt, language) })
          : t('callback.good', {
              time: dayTimeText(at, language, zone),
              own: dateText(at, 'en', zone) === dateText(at, 'en') ? timeText(at, language) : dayTimeText(at, language),
            });
  const suggestion = settled && bad ? data.suggestion : null;
  return (
    <p className={styles.advice} data-bad={bad} role="status">
      {bad ? (
        <WarningOutlined aria-hidden />
      ) : settled || advice.isError ? (
        <CheckCircleOutlined aria-hidden />
      ) : (
        <LoadingOutlined aria-hidden />
      )}
      <span>{text}</span>
      {suggestion && (
        <Button size="small" type="link" onClick={() => onTake(suggestion)}>
          {t('callback.suggestion', { time: dayTimeText(suggestion, language, zone) })}
        </Button>
      )}
    </p>
  );
}
