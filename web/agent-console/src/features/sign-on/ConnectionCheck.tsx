import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { isMicrophoneFailure, useFailureText } from '../../phone/failureText';
import { connectPhone, usePhone } from '../../phone/phone';
import { CheckRow } from './CheckRow';

/** Is the way to the server open, for words and for sound? */
export function ConnectionCheck() {
  const { t } = useTranslation(['sign-on', 'common']);
  const state = usePhone((phone) => phone.state);
  const failure = usePhone((phone) => phone.failure);
  const roundTrip = usePhone((phone) => phone.quality?.roundTripMs ?? null);
  const away = useDesk((desk) => desk.link === 'away');
  const failureText = useFailureText(failure);
  const microphone = isMicrophoneFailure(failure);
  const connected = roundTrip === null ? t('connectionGood') : t('connectionMs', { ms: Math.round(roundTrip) });
  const waiting = away ? t('connectionAway') : microphone ? t('connectionLater') : (failureText ?? t('connectionWait'));
  const failed = state === 'failed' && !microphone;
  return (
    <CheckRow
      state={state === 'connected' ? 'done' : failed ? 'failed' : 'pending'}
      title={t('connection')}
      text={state === 'connected' ? connected : waiting}
    >
      {failed && (
        <Button size="small" onClick={() => connectPhone(failure?.code === 'openElsewhere')}>
          {failure?.code === 'openElsewhere' ? t('common:takeOver') : t('common:retry')}
        </Button>
      )}
    </CheckRow>
  );
}
