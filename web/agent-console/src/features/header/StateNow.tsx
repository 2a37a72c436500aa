import { Elapsed } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { useReasonText } from '../../desk/reasons';
import { useWish } from '../../desk/wish';
import styles from './Header.module.css';

/** The state in a word, the reason, and how long it has lasted. */
export function StateNow() {
  const { t } = useTranslation('header');
  const agent = useDesk((desk) => desk.agent);
  const wish = useWish((wishes) => wishes.wish);
  const reason = useReasonText(agent?.state === 'paused' ? agent.reason : null);
  if (!agent) {
    return null;
  }

  return (
    <p className={styles.state} data-state={agent.state}>
      <span className={styles.dot} aria-hidden />
      <strong>{t(`state.${agent.state}`)}</strong>
      {reason && <span>· {reason}</span>}
      <span className={styles.since}>
        <Elapsed since={agent.since} />
      </span>
      {wish && <span className={styles.wish}>{t(`afterCall.${wish}`)}</span>}
    </p>
  );
}
