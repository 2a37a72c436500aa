import { DisconnectOutlined } from '@ant-design/icons';
import { Banner, useNow } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../live/boardStore';
import { useSession } from '../live/session';
import styles from './Frame.module.css';

const graceSeconds = 2;

/** The server is away: what is shown is how it was. */
export function AwayBanner() {
  const since = useBoard((board) => board.awaySince);
  const over = useSession((session) => session.over);
  return (
    <div className={styles.banner} role="alert">
      {since !== null && !over && <Away since={since} />}
    </div>
  );
}

function Away({ since }: { since: number }) {
  const { t } = useTranslation('shell');
  useNow();
  const seconds = Math.max(0, Math.floor((Date.now() - since) / 1000));
  if (seconds < graceSeconds) {
    return null; // A blink is not worth a word.
  }

  return (
    <Banner
      tone="warn"
      icon={<DisconnectOutlined />}
      title={t('away.title')}
      text={t('away.text')}
      count={t('away.count', { seconds })}
    />
  );
}
