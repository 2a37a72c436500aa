import { useDesk } from '../../desk/deskStore';
import { AwayBanner } from './AwayBanner';
import styles from './Banners.module.css';
import { PhoneBanner } from './PhoneBanner';

/** What the agent must know at once, above the columns without moving them. */
export function Banners() {
  const away = useDesk((desk) => desk.awaySince);
  return (
    <div className={styles.place} role="alert">
      {away !== null && <AwayBanner since={away} />}
      <PhoneBanner />
    </div>
  );
}
