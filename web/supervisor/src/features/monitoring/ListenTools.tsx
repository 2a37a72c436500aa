import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../live/session';
import type { AgentToolProps } from '../../live/slots';
import styles from './ListenTools.module.css';
import { goBeside, stopListening, useListening } from './listening';
import { type ModeFacts, quickModes } from './modes';
import { preparePhone } from './phone';

/** Listen, whisper, barge: on every agent of the board. The one that is on ends it. */
export function ListenTools({ agent }: AgentToolProps) {
  const { t } = useTranslation('monitoring');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <span className={styles.tools} role="group" aria-label={t('tools', { name: agent.name })} onPointerEnter={preparePhone}>
      {quickModes.map((facts) => (
        <Tool key={facts.mode} facts={facts} agentId={agent.id} agentName={agent.name} />
      ))}
    </span>
  );
}

function Tool({ facts, agentId, agentName }: { facts: ModeFacts; agentId: string; agentName: string }) {
  const { t } = useTranslation('monitoring');
  const allowed = useMay(facts.permission);
  const on = useListening(({ session }) => session?.agentId === agentId && session.mode === facts.mode);
  const coming = useListening(({ wanted }) => wanted?.agentId === agentId && wanted.mode === facts.mode);
  const Icon = facts.icon;
  if (!allowed) {
    return null;
  }

  const label = t(`${facts.mode as 'listen'}.to`, { name: agentName });
  return (
    <Button
      size="small"
      type={on ? 'primary' : 'text'}
      icon={<Icon />}
      loading={coming}
      className={styles.tool ?? ''}
      data-mode={facts.mode}
      aria-label={label}
      aria-pressed={on}
      aria-keyshortcuts={facts.chord ?? ''}
      title={`${label} (${facts.chord})`}
      onClick={(event) => {
        event.stopPropagation(); // The tile opens what it stands for.
        void (on ? stopListening() : goBeside({ agentId, agentName, mode: facts.mode }));
      }}
    />
  );
}
