import { CaretRightOutlined, PauseOutlined, StopOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../live/session';
import type { CampaignState } from './api';
import { type Order, useOrders } from './running';

const possible: Record<CampaignState, readonly Order[]> = {
  stopped: ['start'],
  running: ['pause', 'stop'],
  paused: ['start', 'stop'],
};
const icons = {
  start: <CaretRightOutlined aria-hidden />,
  pause: <PauseOutlined aria-hidden />,
  stop: <StopOutlined aria-hidden />,
};

export interface OrderButtonsProps {
  campaign: { id: string; name: string; state: CampaignState };
  small?: boolean;
  /** What is missing before a start, in words; the button is off then. */
  missing?: string | null;
}

/** What can be done with a campaign in its state. */
export function OrderButtons({ campaign, small = false, missing = null }: OrderButtonsProps) {
  const { t } = useTranslation('campaigns');
  const give = useOrders();
  const [busy, setBusy] = useState<Order | null>(null);
  const allowed = useMay('campaign.run');
  if (!allowed) {
    return null;
  }

  const run = async (order: Order) => {
    setBusy(order);
    await give(campaign, order);
    setBusy(null);
  };
  return (
    <>
      {possible[campaign.state].map((order) => (
        <Button
          key={order}
          size={small ? 'small' : 'middle'}
          type={order === 'start' && !small ? 'primary' : 'default'}
          danger={order === 'stop'}
          icon={icons[order]}
          loading={busy === order}
          disabled={order === 'start' && missing !== null}
          title={order === 'start' && missing ? missing : t(`order.${order}`)}
          aria-label={`${t(`order.${order}`)}: ${campaign.name}`}
          onClick={(event) => {
            event.stopPropagation();
            void run(order);
          }}
        >
          {small ? null : t(`order.${order}`)}
        </Button>
      ))}
    </>
  );
}
