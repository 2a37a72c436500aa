import { SearchOutlined } from '@ant-design/icons';
import { Panel, textOfError } from '@callcenter/ui';
import { useQuery } from '@tanstack/react-query';
import { Input, Select, Spin } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api';
import { useAll } from '../../parts/useAll';
import { withFilter } from '../../parts/usePages';
import type { Reason } from './api';
import styles from './Campaigns.module.css';
import { WhyReasons } from './WhyReasons';

interface Person {
  id: string;
  userName: string;
  displayName: string;
}

/** "Why is this number, this agent not being called?" */
export function WhySearch() {
  const { t } = useTranslation('campaigns');
  const [asked, setAsked] = useState<{ number?: string; agentId?: string } | null>(null);
  const agents = useAll<Person>('/users', { role: 'agent', disabled: false }).data;
  const { data, error, isFetching } = useQuery({
    queryKey: ['/why', asked],
    queryFn: ({ signal }) => api.get<{ reasons: readonly Reason[] }>(withFilter('/why', asked ?? {}), signal),
    enabled: asked !== null,
    refetchInterval: 5000,
    retry: false,
  });
  return (
    <Panel title={t('why.search')} icon={<SearchOutlined />}>
      <div className={styles.pair}>
        <Input.Search
          aria-label={t('why.number')}
          placeholder={t('why.number')}
          inputMode="tel"
          enterButton={t('why.ask')}
          onSearch={(typed) => setAsked(typed.trim() ? { number: typed.trim() } : null)}
        />
        <Select
          aria-label={t('why.agent')}
          placeholder={t('why.agent')}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear
          value={asked?.agentId ?? null}
          options={(agents ?? []).map((agent) => ({ value: agent.id, label: `${agent.displayName} (${agent.userName})` }))}
          onChange={(agentId) => setAsked(agentId ? { agentId } : null)}
        />
      </div>
      <div aria-live="polite" className={styles.answer}>
        {asked && isFetching && !data && <Spin size="small" aria-label={t('loading')} />}
        {asked && error && <p className={styles.fault}>{textOfError(error)}</p>}
        {asked && data && !error && <WhyReasons reasons={data.reasons} label={t('why.search')} />}
        {!asked && <p className={styles.small}>{t('why.hint')}</p>}
      </div>
    </Panel>
  );
}
