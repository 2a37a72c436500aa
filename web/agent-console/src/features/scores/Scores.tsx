import { StarOutlined } from '@ant-design/icons';
import { Chip, dayTimeText, EmptyState, Late, latePart, Panel, percentText, textOfError, useLanguage } from '@callcenter/ui';
import type { ScoreId } from '@callcenter/ui/contracts';
import { Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScores } from './api';
import styles from './Scores.module.css';

const scoreDialog = latePart(() => import('./ScoreDialog'));

/** What coaches said about the own calls; new ones are marked. */
export function Scores() {
  const { t } = useTranslation('scores');
  const language = useLanguage((state) => state.language);
  const scores = useScores();
  const [open, setOpen] = useState<ScoreId | null>(null);
  const all = scores.data ?? [];
  const fresh = all.filter((score) => !score.acknowledgedAt).length;
  return (
    <Panel
      title={t('title')}
      icon={<StarOutlined />}
      aside={fresh > 0 ? <Chip tone="accent">{t('fresh', { count: fresh })}</Chip> : undefined}
      fill
    >
      {scores.isPending ? (
        <Skeleton active title={false} paragraph={{ rows: 3 }} />
      ) : all.length === 0 ? (
        <EmptyState
          icon={<StarOutlined />}
          title={scores.error ? textOfError(scores.error) : t('empty')}
          {...(scores.error ? {} : { text: t('emptyText') })}
        />
      ) : (
        <ul className={styles.list}>
          {all.map((score) => (
            <li key={score.id}>
              <button type="button" className={styles.score} onClick={() => setOpen(score.id)}>
                <span className={styles.percent} data-failed={score.failed}>
                  {score.percent === null ? '–' : percentText(score.percent / 100, language)}
                </span>
                <span className={styles.what}>
                  <span className={styles.who}>{score.customerName || t('call')}</span>
                  <span className={styles.when}>
                    {dayTimeText(score.callStartedAt, language)} · {score.coachName}
                  </span>
                </span>
                {!score.acknowledgedAt && <Chip tone="accent">{t('new')}</Chip>}
              </button>
            </li>
          ))}
        </ul>
      )}
      {open && <Late part={scoreDialog} give={{ id: open, onClose: () => setOpen(null) }} />}
    </Panel>
  );
}
