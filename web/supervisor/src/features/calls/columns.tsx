import { AudioOutlined } from '@ant-design/icons';
import { Chip, dayTimeText, percentText, shortText, useLanguage } from '@callcenter/ui';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CallView } from './api';
import styles from './Calls.module.css';
import { dispositionText, outcomeText, soundOf } from './words';

/** Seconds talked; null when nobody did, or still does. */
export function talkSeconds(call: CallView): number | null {
  return call.connectedAt && call.endedAt ? (Date.parse(call.endedAt) - Date.parse(call.connectedAt)) / 1000 : null;
}

export function useColumns(): NonNullable<TableProps<CallView>['columns']> {
  const { t } = useTranslation('calls');
  const language = useLanguage((state) => state.language);
  return [
    {
      title: t('column.start'),
      width: 156,
      render: (_, call) => (
        <Link to={call.id} className={styles.open} onClick={(event) => event.stopPropagation()}>
          {dayTimeText(call.startedAt, language)}
        </Link>
      ),
    },
    {
      title: t('column.customer'),
      width: 250,
      render: (_, call) => (
        <span className={styles.who}>
          <span className={styles.name} title={call.customerName ?? ''}>
            {call.customerName || call.company || t('unknown')}
          </span>
          <span className={styles.small}>{call.number}</span>
        </span>
      ),
    },
    { title: t('column.agent'), width: 120, ellipsis: true, render: (_, call) => call.agentName ?? '–' },
    { title: t('column.campaign'), width: 150, ellipsis: true, render: (_, call) => call.campaignName ?? '–' },
    {
      title: t('column.result'),
      width: 160,
      render: (_, call) =>
        call.disposition ? (
          dispositionText(call.disposition)
        ) : call.outcome ? (
          <span className={styles.small}>{outcomeText(call.outcome)}</span>
        ) : (
          <Chip tone="accent">{t('goesOn')}</Chip>
        ),
    },
    {
      title: t('column.talk'),
      width: 80,
      align: 'right',
      render: (_, call) => {
        const seconds = talkSeconds(call);
        return seconds === null ? '–' : <span className={styles.figure}>{shortText(seconds)}</span>;
      },
    },
    {
      title: t('column.sound'),
      width: 84,
      render: (_, call) => {
        const sound = soundOf(call.quality.mos);
        return sound ? <Chip tone={sound.tone}>{t(`sound.${sound.key}`)}</Chip> : '–';
      },
    },
    {
      title: t('column.recording'),
      width: 88,
      align: 'center',
      render: (_, call) =>
        call.recordingId ? (
          <AudioOutlined aria-label={t('hasRecording')} title={t('hasRecording')} />
        ) : (
          <span className={styles.small}>–</span>
        ),
    },
    {
      title: t('column.score'),
      width: 80,
      align: 'right',
      render: (_, call) =>
        call.scorePercent === null ? (
          <span className={styles.small}>–</span>
        ) : (
          <span className={styles.figure}>{percentText(call.scorePercent / 100, language)}</span>
        ),
    },
  ];
}
