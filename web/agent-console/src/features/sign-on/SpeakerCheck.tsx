import { SoundOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { playTestTone } from '../../phone/phone';
import { CheckRow } from './CheckRow';
import { DeviceSelect } from './DeviceSelect';

/** Does the agent hear something? */
export function SpeakerCheck() {
  const { t } = useTranslation('sign-on');
  const [played, setPlayed] = useState(false);
  return (
    <CheckRow state={played ? 'done' : 'pending'} title={t('speaker')} text={played ? t('speakerDone') : t('speakerHint')}>
      <Button
        size="small"
        icon={<SoundOutlined aria-hidden />}
        onClick={() => {
          playTestTone();
          setPlayed(true);
        }}
      >
        {t('play')}
      </Button>
      <DeviceSelect of="speaker" />
    </CheckRow>
  );
}
