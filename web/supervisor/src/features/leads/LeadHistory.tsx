import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { Chip, dayTimeText, useLanguage } from '@callcenter/ui';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../../live/session';
import { ScrollBox } from '../../parts/ScrollBox';
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
    <ScrollBox label={t('history')}>
      <Table<Call>
        size="small"
        pagination={false}
        dataSource={calls as Call[]}
        rowKey={(call) => call.id}
        columns={[
          { title: t('table.when'), width: 180, render: (_, call) => dayTimeText(call.startedAt, language) },
          { title: t('table.number'), width: 160, dataIndex: 'number' },
          { title: t('table.outcome'), width: 170, render: (_, call) => (call.outcome ? outcomeText(call.outcome) : t('never')) },
          { title: t('table.disposition'), render: (_, call) => call.disposition ?? t('never') },
          ...(mayOpen
            ? [
                {
                  key: 'open',
                  width: 120,
                  render: (_: unknown, call: Call) => <Link to={`/calls/${call.id}`}>{t('openCall')}</Link>,
                },
              ]
            : []),
        ]}
      />
    </ScrollBox>
  );
}

/** What the gate decided, newest first. */
export function DecisionTable({ decisions }: { decisions: readonly Decision[] }) {
  const { t } = useTranslation('leads');
  const language = useLanguage((state) => state.language);
  return (
    <ScrollBox label={t('decisions')}>
      <Table<Decision>
        size="small"
        pagination={false}
        dataSource={decisions as Decision[]}
        rowKey={(decision) => `${decision.at} ${decision.origin} ${decision.number} ${decision.reasons.join()}`}
        columns={[
          { title: t('table.when'), width: 180, render: (_, decision) => dayTimeText(decision.at, language) },
          {
            title: t('table.verdict'),
            width: 120,
            render: (_, decision) =>
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
          { title: t('table.asked'), width: 110, dataIndex: 'origin' },
          { title: t('table.reasons'), render: (_, decision) => decision.reasons.join(', ') || t('never') },
        ]}
      />
    </ScrollBox>
  );
}
