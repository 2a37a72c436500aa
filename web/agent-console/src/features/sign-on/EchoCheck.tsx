import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { order } from '../../desk/desk';
import { usePhone } from '../../phone/phone';
import { CheckRow } from './CheckRow';

/** The agent's voice to the server and back. Optional: it ends with the page, or with the first call. */
export function EchoCheck() {
  const { t } = useTranslation('sign-on');
  const connected = usePhone((phone) => phone.state === 'connected');
  const [on, setOn] = useState(false);
  const [done, setDone] = useState(false);
  const running = useRef(false);
  useEffect(
    () => () => {
      if (running.current) {
        void order({ command: 'setEcho', on: false });
      }
    },
    [],
  );
  const toggle = async () => {
    if (await order({ command: 'setEcho', on: !on })) {
      running.current = !on;
      setOn(!on);
      setDone(true);
    }
  };
  const active = on && connected;
  return (
    <CheckRow state={done ? 'done' : 'pending'} title={t('echo')} text={active ? t('echoOn') : t('echoHint')}>
      <Button size="small" disabled={!connected} type={active ? 'primary' : 'default'} onClick={() => void toggle()}>
        {active ? t('echoStop') : t('echoStart')}
      </Button>
    </CheckRow>
  );
}
