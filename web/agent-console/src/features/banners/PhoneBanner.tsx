import { AudioMutedOutlined, PhoneOutlined, SoundOutlined } from '@ant-design/icons';
import { Banner, textOfCode } from '@callcenter/ui';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { connectPhone, resumeAudio, usePhone } from '../../phone/phone';
import { ReconnectingBanner } from './ReconnectingBanner';

/** What is wrong with the browser's phone; nothing when all is well, or when a desk phone is used. */
export function PhoneBanner() {
  const { t } = useTranslation('banners');
  const state = usePhone((phone) => phone.state);
  const failure = usePhone((phone) => phone.failure);
  const blocked = usePhone((phone) => phone.audioBlocked);
  const needed = useDesk((desk) => desk.agent !== null && desk.agent.state !== 'signedOut' && desk.agent.phone?.kind !== 'sip');
  if (!needed) {
    return null;
  }

  if (state === 'reconnecting') {
    return <ReconnectingBanner />;
  }

  if (failure && (state === 'failed' || failure.code === 'noMicrophone' || failure.code === 'microphoneBusy')) {
    const elsewhere = failure.code === 'openElsewhere' || failure.code === 'takenOver';
    const text =
      failure.code === 'refused'
        ? textOfCode(failure.serverCode ?? 'unknown', failure.detail)
        : t(`failure.${failure.code}.text`);
    return (
      <Banner
        tone={elsewhere ? 'warn' : 'bad'}
        icon={elsewhere ? <PhoneOutlined /> : <AudioMutedOutlined />}
        title={t(`failure.${failure.code}.title`)}
        text={text}
      >
        {failure.code !== 'insecureContext' && state === 'failed' && (
          <Button type="primary" onClick={() => connectPhone(elsewhere)}>
            {elsewhere ? t('takeOver') : t('retry')}
          </Button>
        )}
      </Banner>
    );
  }

  return blocked && state === 'connected' ? (
    <Banner tone="warn" icon={<SoundOutlined />} title={t('blocked.title')} text={t('blocked.text')}>
      <Button type="primary" onClick={resumeAudio}>
        {t('blocked.action')}
      </Button>
    </Banner>
  ) : null;
}
