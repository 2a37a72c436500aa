import { Meter } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { onMicrophoneLevel, onRemoteLevel } from '../../phone/phone';
import styles from './CallBand.module.css';

/** Both volumes; a desk phone's sound does not pass through the browser. */
export function Levels() {
  const { t } = useTranslation('call-band');
  const sip = useDesk((desk) => desk.agent?.phone?.kind === 'sip');
  if (sip) {
    return null;
  }

  return (
    <div className={styles.levels}>
      <span>{t('you')}</span>
      <Meter label={t('youLevel')} subscribe={onMicrophoneLevel} />
      <span>{t('customer')}</span>
      <Meter label={t('customerLevel')} subscribe={onRemoteLevel} />
    </div>
  );
}
