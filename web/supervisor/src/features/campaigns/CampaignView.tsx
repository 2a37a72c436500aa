import { CopyOutlined, InboxOutlined, MoreOutlined, RocketOutlined, UndoOutlined } from '@ant-design/icons';
import { confirm, EmptyState } from '@callcenter/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown, Spin, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../live/api';
import { useMay } from '../../live/session';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import { doAndSay } from '../../parts/saving';
import { type Campaign, useCampaign, useCheckList } from './api';
import styles from './Campaigns.module.css';
import { CampaignWhy } from './CampaignWhy';
import { HistoryTab } from './HistoryTab';
import { LiveTab } from './LiveTab';
import { OrderButtons } from './OrderButtons';
import { SettingsTab } from './SettingsTab';
import { StateChip } from './StateChip';

/** One campaign: how it runs, what it is told, why it does or does not dial, who changed it. */
export function CampaignView() {
  const { t } = useTranslation('campaigns');
  const { id = '', '*': tab = '' } = useParams();
  const { data, isPending } = useCampaign(id);
  if (!data) {
    return (
      <Page head={<PageHead title={t('nav')} back={{ to: '/campaigns', text: t('nav') }} />}>
        {isPending ? <Spin aria-label={t('loading')} /> : <EmptyState icon={<RocketOutlined />} title={t('gone')} />}
      </Page>
    );
  }

  return <Sheet campaign={data.value} etag={data.etag} tab={tab} />;
}

function Sheet({ campaign, etag, tab }: { campaign: Campaign; etag: string | null; tab: string }) {
  const { t } = useTranslation('campaigns');
  const navigate = useNavigate();
  const watch = useMay('campaign.watch');
  const tabs = [
    ...(watch ? [{ key: 'live', label: t('tab.live'), children: <LiveTab campaign={campaign} /> }] : []),
    { key: 'settings', label: t('tab.settings'), children: <SettingsTab campaign={campaign} etag={etag} /> },
    ...(watch ? [{ key: 'why', label: t('tab.why'), children: <CampaignWhy id={campaign.id} /> }] : []),
    { key: 'history', label: t('tab.history'), children: <HistoryTab id={campaign.id} /> },
  ];
  const open = tabs.some((each) => each.key === tab) ? tab : (tabs[0]?.key ?? 'settings');
  return (
    <Page head={<Head campaign={campaign} />}>
      <Tabs
        activeKey={open}
        items={tabs}
        destroyOnHidden
        className={styles.tabs ?? ''}
        onChange={(key) => void navigate(`/campaigns/${campaign.id}/${key}`)}
      />
    </Page>
  );
}

function Head({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const check = useCheckList(campaign.id).data;
  const missing = check?.items.filter((item) => item.state === 'missing') ?? [];
  return (
    <PageHead
      title={campaign.name}
      note={<StateChip state={campaign.state} />}
      back={{ to: '/campaigns', text: t('nav') }}
      actions={
        <>
          <More campaign={campaign} />
          {!campaign.archivedAt && (
            <OrderButtons
              campaign={campaign}
              missing={missing.length > 0 ? t('check.missing', { count: missing.length }) : null}
            />
          )}
        </>
      }
    />
  );
}

function More({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const mayEdit = useMay('campaign.edit');
  if (!mayEdit) {
    return null;
  }

  const again = () => queries.invalidateQueries({ queryKey: ['/campaigns'] });
  const copy = () =>
    doAndSay(async () => {
      const made = await api.post<Campaign>(`/campaigns/${campaign.id}/copy`, {});
      await again();
      await navigate(`/campaigns/${made.id}/settings`);
    }, t('done.copy'));
  const file = async (verb: 'archive' | 'restore') => {
    const sure =
      verb === 'restore' ||
      (await confirm({
        title: t('archive.title', { name: campaign.name }),
        text: t('archive.text'),
        action: t('archive.action'),
      }));
    if (sure) {
      const post = (which: string) => async () => {
        await api.post(`/campaigns/${campaign.id}/${which}`);
        await again();
      };
      await doAndSay(post(verb), t(`done.${verb}`), verb === 'archive' ? post('restore') : undefined);
    }
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'copy', icon: <CopyOutlined aria-hidden />, label: t('copy'), onClick: () => void copy() },
          campaign.archivedAt
            ? { key: 'restore', icon: <UndoOutlined aria-hidden />, label: t('restore'), onClick: () => void file('restore') }
            : {
                key: 'archive',
                icon: <InboxOutlined aria-hidden />,
                label: campaign.state === 'stopped' ? t('archive.action') : t('archive.stopFirst'),
                disabled: campaign.state !== 'stopped',
                onClick: () => void file('archive'),
              },
        ],
      }}
    >
      <Button icon={<MoreOutlined aria-hidden />} aria-label={t('more')} />
    </Dropdown>
  );
}
