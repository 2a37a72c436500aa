import { ReloadOutlined, TeamOutlined } from '@ant-design/icons';
import { Chip, EmptyState } from '@callcenter/ui';
import type { CampaignId, JoinableCampaign } from '@callcenter/ui/contracts';
import { Button, Checkbox, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './SignOn.module.css';

export interface CampaignChoiceProps {
  loading: boolean;
  error: string | null;
  campaigns: readonly JoinableCampaign[];
  chosen: readonly CampaignId[];
  onChoose(chosen: readonly CampaignId[]): void;
  onReload(): void;
}

/** The campaigns to take calls of. */
export function CampaignChoice({ loading, error, campaigns, chosen, onChoose, onReload }: CampaignChoiceProps) {
  const { t } = useTranslation(['sign-on', 'common']);
  return (
    <fieldset className={styles.group}>
      <legend>{t('campaigns')}</legend>
      {loading && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      {!loading && campaigns.length === 0 && (
        <EmptyState icon={<TeamOutlined />} title={error ?? t('noCampaigns')} {...(error ? {} : { text: t('noCampaignsText') })}>
          <Button size="small" icon={<ReloadOutlined aria-hidden />} onClick={onReload}>
            {t('common:retry')}
          </Button>
        </EmptyState>
      )}
      <ul className={styles.choices}>
        {campaigns.map((campaign) => (
          <li key={campaign.id}>
            <Checkbox
              className={styles.choice ?? ''}
              checked={chosen.includes(campaign.id)}
              onChange={(event) =>
                onChoose(event.target.checked ? [...chosen, campaign.id] : chosen.filter((id) => id !== campaign.id))
              }
            >
              <span className={styles.choiceName}>{campaign.name}</span>
              <Chip tone={campaign.state === 'running' ? 'ok' : 'plain'}>{t(`state.${campaign.state}`)}</Chip>
            </Checkbox>
          </li>
        ))}
      </ul>
      {campaigns.length > 1 && <p className={styles.note}>{t('campaignsHint')}</p>}
    </fieldset>
  );
}
