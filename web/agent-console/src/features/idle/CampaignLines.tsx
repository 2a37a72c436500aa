import { Chip } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { useCampaigns } from '../../desk/queries';
import styles from './Idle.module.css';

/** What each campaign of the shift does now. */
export function CampaignLines() {
  const { t } = useTranslation('idle');
  const joined = useDesk((desk) => desk.agent?.campaignIds);
  const { data } = useCampaigns();
  const campaigns = (data ?? []).filter((campaign) => joined?.includes(campaign.id));
  if (campaigns.length === 0) {
    return null;
  }

  return (
    <ul className={styles.campaigns}>
      {campaigns.map((campaign) => {
        const code = campaign.mode === 'manual' ? 'manual' : campaign.state;
        return (
          <li key={campaign.id}>
            <strong>{campaign.name}</strong>
            <Chip tone={code === 'running' ? 'ok' : code === 'manual' ? 'accent' : 'warn'}>{t(`campaign.${code}`)}</Chip>
          </li>
        );
      })}
    </ul>
  );
}
