import { CheckCircleOutlined, CoffeeOutlined, LogoutOutlined, MoreOutlined, PhoneOutlined } from '@ant-design/icons';
import { confirm, useEscape } from '@callcenter/ui';
import type { BoardAgent } from '@callcenter/ui/contracts';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api';
import { useMay } from '../../live/session';
import { doAndSay } from '../../parts/saving';

/** What a supervisor can tell an agent's desk to do. */
export function AgentMenu({ agent }: { agent: BoardAgent }) {
  const { t } = useTranslation('board');
  const allowed = useMay('agent.direct');
  const [open, setOpen] = useState(false);
  useEscape(open, () => setOpen(false));
  if (!allowed) {
    return null;
  }

  const name = agent.name;
  const at = `/agents/${agent.id}`;
  const set = (state: 'ready' | 'paused') => {
    const body = state === 'paused' ? { state, reason: 'other' } : { state };
    void doAndSay(() => api.put(`${at}/state`, body), t(`order.${state}Done`, { name }));
  };
  const ask = async (what: 'hangUp' | 'signOff', work: () => Promise<unknown>) => {
    const sure = await confirm({
      title: t(`order.${what}Sure`, { name }),
      text: t(`order.${what}Means`),
      action: t(`order.${what}`),
      danger: true,
    });
    if (sure) {
      await doAndSay(work, t(`order.${what}Done`, { name }));
    }
  };
  const call = agent.call && agent.call.state !== 'wrapUp' ? agent.call : null;
  const items = [
    { key: 'ready', icon: <CheckCircleOutlined aria-hidden />, label: t('order.ready'), disabled: agent.state === 'ready' },
    { key: 'paused', icon: <CoffeeOutlined aria-hidden />, label: t('order.paused'), disabled: agent.state === 'paused' },
    { key: 'hangUp', icon: <PhoneOutlined aria-hidden />, label: t('order.hangUp'), disabled: call === null, danger: true },
    { key: 'signOff', icon: <LogoutOutlined aria-hidden />, label: t('order.signOff'), danger: true },
  ];
  const actions: Record<string, () => void> = {
    ready: () => set('ready'),
    paused: () => set('paused'),
    hangUp: () => call && void ask('hangUp', () => api.post(`${at}/calls/${call.id}/hangup`)),
    signOff: () => void ask('signOff', () => api.delete(`${at}/session`)),
  };
  return (
    <Dropdown
      trigger={['click']}
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      menu={{ items, onClick: ({ key }) => actions[key]?.() }}
    >
      <Button
        type="text"
        size="small"
        icon={<MoreOutlined aria-hidden />}
        aria-label={t('order.menu', { name })}
        aria-haspopup="menu"
      />
    </Dropdown>
  );
}
