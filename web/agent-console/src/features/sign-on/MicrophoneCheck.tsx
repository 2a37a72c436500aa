import { Meter } from '@callcenter/ui';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isMicrophoneFailure, useFailureText } from '../../phone/failureText';
import { connectPhone, onMicrophoneLevel, usePhone } from '../../phone/phone';
import { CheckRow } from './CheckRow';
import { DeviceSelect } from './DeviceSelect';

const speech = 0.12;

/** Does the level move when the agent speaks? */
export function MicrophoneCheck() {
  const { t } = useTranslation(['sign-on', 'common']);
  const open = usePhone((phone) => phone.state === 'connected' || phone.state === 'connecting');
  const [heard, setHeard] = useState(false);
  useEffect(() => onMicrophoneLevel((level) => level > speech && setHeard(true)), []);
  const failure = usePhone((phone) => (isMicrophoneFailure(phone.failure) ? phone.failure : null));
  const failed = usePhone((phone) => phone.state === 'failed') && failure !== null;
  const trouble = useFailureText(failure);
  const text = trouble ?? (!open && !heard ? t('microphoneWait') : heard ? t('microphoneHeard') : t('microphoneQuiet'));
  return (
    <CheckRow state={trouble ? 'failed' : heard ? 'done' : 'pending'} title={t('microphone')} text={text}>
      {failed ? (
        failure.code !== 'insecureContext' && (
          <Button size="small" onClick={() => connectPhone()}>
            {t('common:retry')}
          </Button>
        )
      ) : (
        <>
          <Meter label={t('microphone')} subscribe={onMicrophoneLevel} width={96} />
          <DeviceSelect of="microphone" />
        </>
      )}
    </CheckRow>
  );
}
