import { CheckOutlined } from '@ant-design/icons';
import { Chip, DialogBox, dayTimeText, percentText, showToast, textOfError, useLanguage } from '@callcenter/ui';
import type { ScoreId } from '@callcenter/ui/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../desk/api';
import { useScore } from './api';
import { Listen } from './Listen';
import styles from './Scores.module.css';
import { Sheet } from './Sheet';

/** One score: result, questions with what was answered and said, places in the call; the agent says to have seen it. */
export default function ScoreDialog({ id, onClose }: { id: ScoreId; onClose(): void }) {
  const { t } = useTranslation(['scores', 'common']);
  const language = useLanguage((state) => state.language);
  const queries = useQueryClient();
  const { data, error } = useScore(id);
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  const score = data?.score;
  const acknowledge = async () => {
    setBusy(true);
    try {
      await api.post(`/agent/scores/${id}/acknowledge`, { comment: comment.trim() || null }, { retries: 2 });
      await queries.invalidateQueries({ queryKey: ['scores'] });
      showToast({ tone: 'good', text: t('acknowledged') });
      onClose();
    } catch (problem) {
      showToast({ tone: 'bad', text: textOfError(problem) });
    } finally {
      setBusy(false);
    }
  };
  const open = score !== undefined && !score.acknowledgedAt;
  return (
    <DialogBox
      title={
        score ? t('of', { name: score.customerName || t('call'), time: dayTimeText(score.callStartedAt, language) }) : t('title')
      }
      width={640}
      onClose={onClose}
      footer={
        open ? (
          <Button type="primary" icon={<CheckOutlined aria-hidden />} loading={busy} onClick={() => void acknowledge()}>
            {t('acknowledge')}
          </Button>
        ) : (
          <Button onClick={onClose}>{t('common:close')}</Button>
        )
      }
    >
      {!data || !score ? (
        error ? (
          <p>{textOfError(error)}</p>
        ) : (
          <Skeleton active paragraph={{ rows: 6 }} />
        )
      ) : (
        <div className={styles.dialog}>
          <div className={styles.result}>
            <span className={styles.total}>{score.percent === null ? '–' : percentText(score.percent / 100, language)}</span>
            <span className={styles.small}>{t('by', { coach: score.coachName, card: score.cardName })}</span>
            {score.failed && <Chip tone="bad">{t('failed')}</Chip>}
          </div>
          {data.comment && <p className={styles.said}>{data.comment}</p>}
          <Listen callId={score.callId} marks={data.marks} />
          <Sheet view={data} />
          {open ? (
            <Input.TextArea
              rows={2}
              maxLength={1000}
              value={comment}
              aria-label={t('comment')}
              placeholder={t('comment')}
              onChange={(event) => setComment(event.target.value)}
            />
          ) : (
            <p className={styles.small}>
              {t('seen', { time: dayTimeText(score.acknowledgedAt ?? score.updatedAt, language) })}
              {score.agentComment && ` “${score.agentComment}”`}
            </p>
          )}
        </div>
      )}
    </DialogBox>
  );
}
