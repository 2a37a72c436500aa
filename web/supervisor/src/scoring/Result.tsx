import { CheckCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Chip, dayTimeText, useLanguage } from '@callcenter/ui';
import type { ScoreSum, ScoreView } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import styles from './Scoring.module.css';
import { percent } from './words';

/** What the answers come to so far, and what the agent said. */
export function Result({ sum, stored }: { sum: ScoreSum; stored: ScoreView | null }) {
  const { t } = useTranslation('scoring');
  const language = useLanguage((state) => state.language);
  const score = stored?.score;
  return (
    <div className={styles.result}>
      <output className={styles.total} aria-label={t('total')}>
        {percent(sum.percent, language)}
      </output>
      <div className={styles.facts}>
        {sum.failedFatals.length > 0 ? (
          <Chip tone="bad" icon={<WarningOutlined />}>
            {t('failed')}
          </Chip>
        ) : (
          <span className={styles.hint}>{sum.unanswered > 0 ? t('open', { count: sum.unanswered }) : t('allAnswered')}</span>
        )}
        {score?.state === 'finished' &&
          (score.acknowledgedAt ? (
            <Chip tone="ok" icon={<CheckCircleOutlined />}>
              {t('seen', { time: dayTimeText(score.acknowledgedAt, language) })}
            </Chip>
          ) : (
            <Chip>{t('unseen')}</Chip>
          ))}
        {score?.agentComment && (
          <p className={styles.said}>{t('agentSaid', { name: score.agentName, text: score.agentComment })}</p>
        )}
      </div>
    </div>
  );
}
