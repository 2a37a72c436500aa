import { SyncOutlined } from '@ant-design/icons';
import { Banner } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { usePhone } from '../../phone/phone';
import { useSecondsHere } from './useSeconds';

/** The phone is coming back; in a call the customer hears an announcement meanwhile. */
export function ReconnectingBanner() {
  const { t } = useTranslation('banners');
  const attempt = usePhone((phone) => phone.attempt);
  const inCall = useDesk((desk) => desk.agent?.call != null && desk.agent.call.state !== 'wrapUp');
  const seconds = useSecondsHere();
  return (
    <Banner
      tone="bad"
      icon={<SyncOutlined spin />}
      title={t('phoneLost.title')}
      text={inCall ? t('phoneLost.inCall') : t('phoneLost.idle')}
      count={inCall ? t('count', { seconds }) : t('countAttempt', { seconds, attempt: Math.max(1, attempt) })}
    />
  );
}
