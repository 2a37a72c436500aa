import { useTranslation } from 'react-i18next';
import { useBoard } from '../live/boardStore';
import { useMay } from '../live/session';
import styles from './Header.module.css';

/** Whether what the screen shows is live, in a word. */
export function LinkPill() {
  const { t } = useTranslation('shell');
  const link = useBoard((board) => board.link);
  const watches = useMay('board.watch');
  return watches ? (
    <span className={styles.pill} data-good={link === 'connected'} role="status">
      <i aria-hidden /> {t(`link.${link}`)}
    </span>
  ) : null;
}
