import { CheckCircleOutlined, CloseCircleOutlined, PoweroffOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { Chip, dayTimeText, Panel, percentText, useLanguage } from '@callcenter/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Trunk } from './api';
import styles from './Trunks.module.css';

const looks = {
  up: { tone: 'ok', icon: <CheckCircleOutlined /> },
  down: { tone: 'bad', icon: <CloseCircleOutlined /> },
  unknown: { tone: 'warn', icon: <QuestionCircleOutlined /> },
  off: { tone: 'plain', icon: <PoweroffOutlined /> },
} as const;

/** A trunk: where it leads, how it is, what it did in the last hour. */
export function TrunkCard({ trunk, actions }: { trunk: Trunk; actions: ReactNode }) {
  const { t } = useTranslation('trunks');
  const language = useLanguage((state) => state.language);
  const { health, lastTest } = trunk;
  const state = trunk.enabled ? health.state : 'off';
  return (
    <Panel
      title={trunk.name}
      aside={
        <Chip tone={looks[state].tone} icon={looks[state].icon}>
          {t(`health.${state}`)}
        </Chip>
      }
      foot={<div className={styles.actions}>{actions}</div>}
    >
      <p className={styles.words}>
        {state === 'down' && health.lastError ? t('because', { error: health.lastError }) : t(`words.${state}`)}
      </p>
      <dl className={styles.facts}>
        <dt>{t('fact.address')}</dt>
        <dd className={styles.mono}>
          {trunk.host}:{trunk.port}
          {trunk.register ? ` · ${t('fact.registers')}` : ''}
        </dd>
        <dt>{t('fact.callsNow')}</dt>
        <dd className="numbers">{t('fact.ofChannels', { now: health.callsNow, most: trunk.maxChannels })}</dd>
        <dt>{t('fact.hour')}</dt>
        <dd className="numbers">
          {health.attempts === 0
            ? t('fact.noAttempts')
            : t('fact.answered', {
                attempts: health.attempts,
                answers: health.answers,
                share: percentText(health.answers / health.attempts, language),
              })}
        </dd>
        <dt>{t('fact.lastTest')}</dt>
        <dd>
          {lastTest
            ? `${t(lastTest.answered ? 'fact.testAnswered' : 'fact.testFailed')} · ${dayTimeText(lastTest.at, language)}`
            : t('fact.neverTested')}
        </dd>
        <dt>{t('fact.campaigns')}</dt>
        <dd>
          {trunk.campaigns.length === 0
            ? t('fact.none')
            : trunk.campaigns.map((campaign, at) => (
                <span key={campaign.id}>
                  {at > 0 && ', '}
                  <Link to={`/campaigns/${campaign.id}`} className={styles.link}>
                    {campaign.name}
                  </Link>
                </span>
              ))}
        </dd>
      </dl>
    </Panel>
  );
}
