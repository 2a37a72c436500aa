import { BranchesOutlined } from '@ant-design/icons';
import { Chip, Panel, useLanguage } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import type { AttemptView, CallDetail, LegView } from './api';
import styles from './Calls.module.css';
import { outcomeText, soundOf } from './words';

interface Step {
  at: string;
  text: string;
  tone?: 'bad' | 'ok';
}

/** What happened in the network: attempts with what the gate said, and both ends of the line. */
export function Course({ detail }: { detail: CallDetail }) {
  const { t } = useTranslation('calls');
  const language = useLanguage((state) => state.language);
  const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const { call } = detail;
  const steps: Step[] = [
    ...detail.attempts.flatMap((attempt) => stepsOf(attempt, t)),
    ...(call.ringingAt ? [{ at: call.ringingAt, text: t('course.ringing') }] : []),
    ...(call.answeredAt ? [{ at: call.answeredAt, text: t('course.answered') }] : []),
    ...(call.connectedAt ? [{ at: call.connectedAt, text: t('course.connected', { name: call.agentName ?? t('nobody') }) }] : []),
    ...(call.endedAt
      ? [
          {
            at: call.endedAt,
            text: t('course.ended', { who: call.endedBy ? t(`endedBy.${call.endedBy}`) : '–', reason: call.reason ?? '' }),
          },
        ]
      : []),
  ].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <Panel title={t('course.title')} icon={<BranchesOutlined />}>
      <ol className={styles.course}>
        {steps.map((step) => (
          <li key={`${step.at} ${step.text}`} data-tone={step.tone}>
            <time dateTime={step.at}>{clock.format(Date.parse(step.at))}</time>
            <span>{step.text}</span>
          </li>
        ))}
      </ol>
      {detail.legs.length > 0 && (
        <ul className={styles.legs}>
          {detail.legs.map((leg) => (
            <Leg key={`${leg.side} ${leg.startedAt} ${leg.userName}`} leg={leg} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Leg({ leg }: { leg: LegView }) {
  const { t } = useTranslation('calls');
  const sound = soundOf(leg.quality?.mos === undefined ? null : Number(leg.quality.mos));
  return (
    <li>
      <strong>{t(`side.${leg.side}`)}</strong> {leg.userName} {leg.codec && <span className={styles.small}>{leg.codec}</span>}{' '}
      {sound && <Chip tone={sound.tone}>{t(`sound.${sound.key}`)}</Chip>}
    </li>
  );
}

function stepsOf(attempt: AttemptView, t: ReturnType<typeof useTranslation<'calls'>>['t']): Step[] {
  const trunk = attempt.trunkName ?? t('course.noTrunk');
  return [
    ...(attempt.gate
      ? [
          attempt.gate.allowed
            ? { at: attempt.gate.at, text: t('course.allowed'), tone: 'ok' as const }
            : {
                at: attempt.gate.at,
                text: t('course.refused', { reasons: attempt.gate.reasons.join(', ') }),
                tone: 'bad' as const,
              },
        ]
      : []),
    {
      at: attempt.openedAt,
      text: t('course.dialled', { trunk, callerId: attempt.callerId || '–' }),
    },
    ...(attempt.outcome && attempt.outcome !== 'connected'
      ? [
          {
            at: attempt.openedAt,
            text: t('course.outcome', { outcome: outcomeText(attempt.outcome), status: attempt.sipStatus ?? '' }),
          },
        ]
      : []),
  ];
}
