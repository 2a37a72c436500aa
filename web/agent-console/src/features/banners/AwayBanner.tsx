import { DisconnectOutlined } from '@ant-design/icons';
import { Banner } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useSecondsSince } from './useSeconds';

const graceSeconds = 1;

/** The hub is away: sound goes on, nothing typed is lost. */
export function AwayBanner({ since }: { since: number }) {
  const { t } = useTranslation('banners');
  const seconds = useSecondsSince(since);
  if (seconds < graceSeconds) {
    return null; // A blink is not worth a word.
  }

  return (
    <Banner
      tone="warn"
      icon={<DisconnectOutlined />}
      title={t('away.title')}
      text={t('away.text')}
      count={t('count', { seconds })}
    />
  );
}
