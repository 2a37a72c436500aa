import { ClockCircleOutlined, PhoneOutlined } from '@ant-design/icons';
import { dayTimeText, sameDay, timeText, useLanguage, useNow } from '@callcenter/ui';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import styles from './Callbacks.module.css';
import { dialCallback } from './dialling';

const aheadMs = 5 * 60_000;

/** The next promised call, in the footer; with a button when it is due. */
export function NextCallback() {
  const { t } = useTranslation('callbacks');
  const language = useLanguage((state) => state.language);
  const next = useDesk((desk) => desk.nextCallback);
  const able = useDesk((desk) => (desk.agent?.state === 'ready' || desk.agent?.state === 'paused') && desk.agent.call === null);
  const now = useNow() * 1000;
  if (!next) {
    return null;
  }

  const due = Date.parse(next.dueAt);
  const soon = due - now <= aheadMs;
  return (
    <p className={styles.next} data-soon={soon}>
      <ClockCircleOutlined aria-hidden /> {t('next')}:{' '}
      <strong className="numbers">{sameDay(due, now) ? timeText(due, language) : dayTimeText(due, language)}</strong>{' '}
      <span className={styles.nextName}>{next.customerName || next.number}</span>
      {soon && able && (
        <Button size="small" type="primary" icon={<PhoneOutlined aria-hidden />} onClick={() => void dialCallback(next)}>
          {t('dial')}
        </Button>
      )}
    </p>
  );
}
