import { bandTheme } from '@callcenter/ui';
import { ConfigProvider } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { bandStateOf } from './bandState';
import styles from './CallBand.module.css';
import { CallButtons } from './CallButtons';
import { CallTimer } from './CallTimer';
import { IdleBand } from './IdleBand';
import { Levels } from './Levels';
import { Party } from './Party';

/** Full width under the header: who is on the line, for how long, and everything done to the call. */
export function CallBand() {
  const { t } = useTranslation('call-band');
  const agent = useDesk((desk) => desk.agent);
  if (!agent) {
    return null;
  }

  const state = bandStateOf(agent);
  return (
    <ConfigProvider theme={bandTheme}>
      <section className={styles.band} data-state={state} aria-label={t('label')}>
        {agent.call ? (
          <>
            <Party call={agent.call} />
            <CallTimer call={agent.call} state={state} />
            {(state === 'connected' || state === 'muted' || state === 'held') && <Levels />}
            <div className={styles.space} />
            <CallButtons call={agent.call} state={state} />
          </>
        ) : (
          <IdleBand agent={agent} state={state} />
        )}
      </section>
    </ConfigProvider>
  );
}
