import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { Chip, dayTimeText, useLanguage } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../../live/session';
import { PlainTable } from '../../parts/PlainTable';
import type { LeadHistory } from './api';
import { outcomeText } from './words';

type Call = LeadHistory['calls'][number];
type Decision = LeadHistory['decisions'][number];

/** The lead's calls, newest first. */
export function CallTable({ calls }: { calls: readonly Call[] }) {
  const { t } = useTranslation('leads');
  const language = useLanguage((state) => state.language);
  const mayOpen = useMay('call.read');
  return (
    <PlainTable<Call>
      label={t('history')}
      rows={calls}
      rowKey={(call) => call.id}
      columns={[
        { title: t('table.when'), width: 180, render: (call) => dayTimeText(call.startedAt, language) },
        { title: t('table.number'), width: 160, render: (call) => call.number },
        { title: t('table.outcome'), width: 170, render: (call) => (call.outcome ? outcomeText(call.outcome) : t('never')) },
        { title: t('table.disposition'), render: (call) => call.disposition ?? t('never') },
        ...(mayOpen
          ? [
              {
                key: 'open',
                title: '',
                width: 120,
                render: (call: Call) => <Link to={`/calls/${call.id}`}>{t('openCall')}</Link>,
              },
            ]
          : []),
      ]}
    />
  );
}

/** What the gate decided, newest first. */
export function DecisionTable({ decisions }: { decisions: readonly Decision[] }) {
  const { t } = useTranslation('leads');
  const language = useLanguage((state) => state.language);
  return (
    <PlainTable<Decision>
      label={t('decisions')}
      rows={decisions}
      rowKey={(decision) => `${decision.at} ${decision.origin} ${decision.number} ${decision.reasons.join()}`}
      columns={[
        { title: t('table.when'), width: 180, render: (decision) => dayTimeText(decision.at, language) },
        {
          title: t('table.verdict'),
          width: 120,
          render: (decision) =>
            decision.allowed ? (
              <Chip tone="ok" icon={<CheckOutlined />}>
                {t('allowed')}
              </Chip>
            ) : (
              <Chip tone="bad" icon={<CloseOutlined />}>
                {t('refused')}
              </Chip>
            ),
        },
        { title: t('table.asked'), width: 110, render: (decision) => decision.origin },
        { title: t('table.reasons'), render: (decision) => decision.reasons.join(', ') || t('never') },
      ]}
    />
  );
}
