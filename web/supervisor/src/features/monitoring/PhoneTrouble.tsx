import { textOfCode } from '@callcenter/ui';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './ListeningPanel.module.css';
import { tryAgain } from './listening';
import { resumeAudio, usePhone } from './phone';

/** What keeps the supervisor from hearing, and what to do about it; nothing while all is well. */
export function PhoneTrouble() {
  const { t } = useTranslation('monitoring');
  const phone = usePhone((state) => state.phone);
  if (phone?.state === 'asking') {
    return (
      <p className={styles.note} role="status">
        {t('phone.asking')}
      </p>
    );
  }

  if (phone?.state === 'connected' && phone.audioBlocked) {
    return (
      <div className={styles.trouble} role="alert">
        <p>{t('phone.blocked')}</p>
        <Button size="small" onClick={resumeAudio}>
          {t('phone.hear')}
        </Button>
      </div>
    );
  }

  if (phone?.state === 'reconnecting') {
    return (
      <p className={styles.note} role="status">
        {t('phone.reconnecting')}
      </p>
    );
  }

  if (phone?.state !== 'failed' || !phone.failure) {
    return null;
  }

  const { code, serverCode, detail } = phone.failure;
  const elsewhere = code === 'openElsewhere' || code === 'takenOver';
  return (
    <div className={styles.trouble} role="alert">
      <p>{code === 'refused' ? textOfCode(serverCode ?? 'unknown', detail) : t(`phone.${code}`)}</p>
      <Button size="small" type="primary" onClick={() => tryAgain(elsewhere)}>
        {t(elsewhere ? 'phone.takeOver' : 'phone.retry')}
      </Button>
    </div>
  );
}
