import { Chip, numberText, shortText, useLanguage } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import type { CallDetail } from './api';
import styles from './Calls.module.css';
import { dispositionText, outcomeText, soundOf } from './words';

/** Who, what, how long, how well: in words. */
export function CallFacts({ detail }: { detail: CallDetail }) {
  const { t } = useTranslation('calls');
  const language = useLanguage((state) => state.language);
  const { call } = detail;
  const sound = soundOf(call.quality.mos);
  const facts: [string, string][] = [
    [t('fact.number'), call.number],
    [t('fact.agent'), call.agentName ?? t('nobody')],
    [t('fact.campaign'), call.campaignName ?? '–'],
    ...(detail.listName ? ([[t('fact.list'), detail.listName]] as [string, string][]) : []),
    [t('fact.direction'), t(`direction.${call.direction}`)],
    [
      t('fact.result'),
      call.disposition
        ? dispositionText(call.disposition, detail.dispositionName)
        : call.outcome
          ? outcomeText(call.outcome)
          : t('goesOn'),
    ],
    [t('fact.talk'), detail.talkMs === null ? '–' : shortText(detail.talkMs / 1000)],
    [t('fact.ended'), call.endedBy ? t(`endedBy.${call.endedBy}`) : '–'],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div className={styles.fact}>
        <dt>{t('fact.sound')}</dt>
        <dd className={styles.soundFact}>
          {sound ? (
            <>
              <Chip tone={sound.tone}>{t(`sound.${sound.key}`)}</Chip>
              <span className={styles.small}>
                {t('soundFigures', {
                  mos: numberText(call.quality.mos ?? 0, language),
                  loss: numberText(call.quality.lossPercent ?? 0, language),
                  jitter: numberText(Math.round(call.quality.jitterMs ?? 0), language),
                })}
              </span>
            </>
          ) : (
            t('notMeasured')
          )}
        </dd>
      </div>
    </dl>
  );
}
