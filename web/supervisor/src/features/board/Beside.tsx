import { CustomerServiceOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../../live/boardStore';
import styles from './Board.module.css';

/** Who is beside the agent now, and how. */
export function Beside({ agent }: { agent: string }) {
  const { t } = useTranslation('board');
  const monitorings = useBoard((board) => board.monitorings);
  const own = monitorings.filter((monitoring) => monitoring.agentId === agent);
  if (own.length === 0) {
    return null;
  }

  const text = own.map(({ supervisorName, mode }) => t(`beside.${mode}`, { name: supervisorName })).join(', ');
  return (
    <span className={styles.beside} role="img" aria-label={text} title={text}>
      <CustomerServiceOutlined aria-hidden />
    </span>
  );
}
