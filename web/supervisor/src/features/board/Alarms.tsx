import { CheckOutlined, ExclamationCircleFilled, WarningFilled } from '@ant-design/icons';
import { timeText, useLanguage } from '@callcenter/ui';
import type { BoardAlarm } from '@callcenter/ui/contracts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../../live/boardStore';
import { acknowledge, isAcknowledged, useAcknowledged } from './acknowledged';
import styles from './Board.module.css';
import { alarmText } from './words';

/** What to look at, the worst first; what was acknowledged goes grey and to the end. */
export function Alarms() {
  const { t } = useTranslation('board');
  const alarms = useBoard((board) => board.alarms);
  const keys = useAcknowledged((state) => state.keys);
  const sorted = [...alarms].sort((a, b) => Number(isAcknowledged(a, keys)) - Number(isAcknowledged(b, keys)));
  return sorted.length === 0 ? (
    <p className={styles.allWell}>
      <CheckOutlined aria-hidden /> {t('noAlarm')}
    </p>
  ) : (
    <ul className={styles.alarms} aria-live="polite">
      {sorted.map((alarm) => (
        <Line key={alarm.key} alarm={alarm} seen={isAcknowledged(alarm, keys)} />
      ))}
    </ul>
  );
}

function Line({ alarm, seen }: { alarm: BoardAlarm; seen: boolean }) {
  const { t } = useTranslation('board');
  const { language } = useLanguage();
  const Icon = alarm.level === 'bad' ? ExclamationCircleFilled : WarningFilled;
  const text = alarmText(alarm);
  return (
    <li className={styles.alarm} data-level={alarm.level} data-seen={seen} data-alarm={alarm.code}>
      <Icon aria-label={t(`alarmLevel.${alarm.level}`)} role="img" />
      <span className={styles.alarmText}>{text}</span>
      <time className={styles.quiet} dateTime={alarm.since}>
        {timeText(alarm.since, language)}
      </time>
      {!seen && (
        <Button
          type="text"
          size="small"
          icon={<CheckOutlined aria-hidden />}
          aria-label={t('acknowledge', { text })}
          title={t('acknowledgeShort')}
          onClick={() => acknowledge(alarm)}
        />
      )}
    </li>
  );
}
