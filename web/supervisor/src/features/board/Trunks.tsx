import { Chip } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../../live/boardStore';
import styles from './Board.module.css';

const tones = { up: 'ok', down: 'bad', unknown: 'plain' } as const;

/** The trunks and how full they are. */
export function Trunks() {
  const { t } = useTranslation('board');
  const trunks = useBoard((board) => board.trunks);
  return (
    <ul className={styles.trunks}>
      {trunks.map((trunk) => (
        <li key={trunk.id}>
          <span className={styles.trunkName}>{trunk.name}</span>
          <Chip tone={tones[trunk.state]} {...(trunk.lastError ? { title: trunk.lastError } : {})}>
            {t(`trunk.${trunk.state}`)}
          </Chip>
          <span className={`${styles.quiet} numbers`}>{t('trunk.calls', { now: trunk.callsNow, most: trunk.maxChannels })}</span>
        </li>
      ))}
    </ul>
  );
}
