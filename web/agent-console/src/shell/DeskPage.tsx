import { useDesk } from '../desk/deskStore';
import { Banners } from '../features/banners';
import { CallBand } from '../features/call-band';
import { Callbacks, NextCallback } from '../features/callbacks';
import { Customer } from '../features/customer';
import { Correction, Disposition } from '../features/disposition';
import { DayTiles, Figures } from '../features/figures';
import { History } from '../features/history';
import { Idle } from '../features/idle';
import { LinkState } from '../features/link-state';
import { Notes } from '../features/notes';
import { Reason } from '../features/reason';
import { Scores } from '../features/scores';
import styles from './DeskPage.module.css';

/** The desk in a shift: the call across the top, three columns, the day at the foot. */
export function DeskPage() {
  const inCall = useDesk((desk) => desk.pop !== null);
  return (
    <>
      <CallBand />
      <main className={styles.desk}>
        <Banners />
        {inCall ? (
          <>
            <div className={styles.column}>
              <Customer />
            </div>
            <div className={styles.column}>
              <Reason />
              <History />
            </div>
            <div className={styles.column}>
              <Notes />
              <Disposition />
            </div>
          </>
        ) : (
          <>
            <div className={styles.column}>
              <Callbacks />
            </div>
            <div className={styles.column}>
              <Idle />
            </div>
            <div className={styles.column}>
              <DayTiles />
              <Scores />
            </div>
          </>
        )}
      </main>
      <footer className={styles.foot}>
        <Figures />
        <NextCallback />
        <span className={styles.space} />
        <LinkState />
      </footer>
      <Correction />
    </>
  );
}
