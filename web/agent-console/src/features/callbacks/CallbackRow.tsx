import { DeleteOutlined, PhoneOutlined } from '@ant-design/icons';
import { Chip, dayTimeText, knownZone, sameDay, showToast, textOfError, timeText, useLanguage, useNow } from '@callcenter/ui';
import type { CallbackView } from '@callcenter/ui/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../desk/api';
import { useDesk } from '../../desk/deskStore';
import styles from './Callbacks.module.css';
import { dialCallback } from './dialling';

/** One promised call: when, to whom, and the buttons to make it or drop it. */
export function CallbackRow({ callback }: { callback: CallbackView }) {
  const { t } = useTranslation(['callbacks', 'common', 'desk']);
  const language = useLanguage((state) => state.language);
  const now = useNow() * 1000;
  const able = useDesk((desk) => (desk.agent?.state === 'ready' || desk.agent?.state === 'paused') && desk.agent.call === null);
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.delete(`/agent/callbacks/${callback.id}`),
    onSuccess: () => showToast({ tone: 'good', text: t('removed') }),
    onError: (error) => showToast({ tone: 'warning', text: textOfError(error) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['callbacks'] }),
  });
  const due = Date.parse(callback.dueAt);
  const minutes = Math.round((due - now) / 60_000);
  const name = callback.customerName || callback.number;
  const own = sameDay(due, now) ? timeText(due, language) : dayTimeText(due, language);
  const theirs = timeText(due, language, knownZone(callback.timeZone));
  return (
    <li className={styles.row} data-overdue={due <= now}>
      <div className={styles.what}>
        <p className={styles.when}>
          <span className="numbers">{own}</span>
          {theirs !== timeText(due, language) && <span className={styles.theirs}>({theirs})</span>}
          {due <= now ? (
            <Chip tone="bad">{t('overdue')}</Chip>
          ) : minutes <= 60 ? (
            <Chip tone="warn">{t('soon', { count: minutes })}</Chip>
          ) : null}
        </p>
        <p className={styles.who} title={callback.number}>
          {name}
        </p>
        {callback.note && <p className={styles.note}>{callback.note}</p>}
      </div>
      <Button
        size="small"
        icon={<PhoneOutlined aria-hidden />}
        disabled={!able}
        aria-label={t('dialName', { name })}
        onClick={() => void dialCallback(callback)}
      >
        {t('dial')}
      </Button>
      <Popconfirm title={t('removeSure')} okText={t('remove')} cancelText={t('common:cancel')} onConfirm={() => remove.mutate()}>
        <Button
          size="small"
          type="text"
          icon={<DeleteOutlined aria-hidden />}
          loading={remove.isPending}
          aria-label={t('removeName', { name })}
        />
      </Popconfirm>
    </li>
  );
}
