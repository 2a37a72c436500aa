import { Chip } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { useCampaigns } from '../../desk/queries';

/** The campaign of the call, else those of the shift, with the way they dial. */
export function CampaignChip() {
  const { t } = useTranslation('header');
  const pop = useDesk((desk) => desk.pop);
  const ids = useDesk((desk) => desk.agent?.campaignIds);
  const { data } = useCampaigns();
  const joined = (data ?? []).filter((campaign) => ids?.includes(campaign.id));
  const only = pop ? { name: pop.campaignName, mode: pop.mode } : joined.length === 1 ? joined[0] : undefined;
  if (!only && joined.length === 0) {
    return null;
  }

  const text = only ? `${only.name} · ${t(`mode.${only.mode}`)}` : t('campaigns', { count: joined.length });
  return (
    <Chip tone="accent" title={only ? text : joined.map((campaign) => campaign.name).join(', ')}>
      {text}
    </Chip>
  );
}
