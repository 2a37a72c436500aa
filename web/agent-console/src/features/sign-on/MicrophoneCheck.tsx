import { Meter } from '@callcenter/ui';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onMicrophoneLevel, usePhone } from '../../phone/phone';
import { CheckRow } from './CheckRow';
import { DeviceSelect } from './DeviceSelect';

const speech = 0.12;

/** Does the level move when the agent speaks? */
export function MicrophoneCheck() {
  const { t } = useTranslation('sign-on');
  const open = usePhone((phone) => phone.state === 'connected' || phone.state === 'connecting');
  const [heard, setHeard] = useState(false);
  useEffect(() => onMicrophoneLevel((level) => level > speech && setHeard(true)), []);
  const text = !open && !heard ? t('microphoneWait') : heard ? t('microphoneHeard') : t('microphoneQuiet');
  return (
    <CheckRow state={heard ? 'done' : 'pending'} title={t('microphone')} text={text}>
      <Meter label={t('microphone')} subscribe={onMicrophoneLevel} width={96} />
      <DeviceSelect of="microphone" />
    </CheckRow>
  );
}
