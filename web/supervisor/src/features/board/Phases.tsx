import { useTranslation } from 'react-i18next';
import { useBoard } from '../../live/boardStore';
import styles from './Board.module.css';
import { countPhases, type Phase } from './figures';

const order: readonly Phase[] = ['dialing', 'ringing', 'detecting', 'waiting', 'connected'];

/** Calls by phase, in the order in which a call passes them. */
export function Phases() {
  const { t } = useTranslation('board');
  const campaigns = useBoard((board) => board.campaigns);
  const counts = countPhases(campaigns.values());
  return (
    <dl className={styles.phases}>
      {order.map((phase) => (
        <div key={phase} data-phase={phase} data-some={counts[phase] > 0}>
          <dd>{counts[phase]}</dd>
          <dt>{t(`phase.${phase}`)}</dt>
        </div>
      ))}
    </dl>
  );
}
