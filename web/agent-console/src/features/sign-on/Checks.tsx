import { InfoCircleOutlined } from '@ant-design/icons';
import type { PhoneKind } from '@callcenter/ui/contracts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { connectPhone, leavePhone, usePhone } from '../../phone/phone';
import { ConnectionCheck } from './ConnectionCheck';
import { EchoCheck } from './EchoCheck';
import { MicrophoneCheck } from './MicrophoneCheck';
import styles from './SignOn.module.css';
import { SpeakerCheck } from './SpeakerCheck';

/** Does the phone work? Connects it, so that the checks are of the real thing. */
export function Checks({ kind }: { kind: PhoneKind }) {
  const { t } = useTranslation('sign-on');
  const idle = usePhone((phone) => phone.state === 'idle');
  useEffect(() => {
    if (kind === 'browser' && idle) {
      connectPhone();
    } else if (kind === 'sip') {
      void leavePhone(); // Microphone and the server's line are not needed: let go of both.
    }
  }, [kind, idle]);
  return (
    <fieldset className={styles.group}>
      <legend>{t('check')}</legend>
      {kind === 'sip' ? (
        <p className={styles.sip}>
          <InfoCircleOutlined aria-hidden /> {t('sipCheck')}
        </p>
      ) : (
        <ul className={styles.checks}>
          <ConnectionCheck />
          <MicrophoneCheck />
          <SpeakerCheck />
          <EchoCheck />
        </ul>
      )}
    </fieldset>
  );
}
