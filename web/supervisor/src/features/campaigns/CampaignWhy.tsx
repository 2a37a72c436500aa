import { QuestionCircleOutlined } from '@ant-design/icons';
import { Banner, Panel, textOfError } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useCampaignWhy } from './api';
import styles from './Campaigns.module.css';
import { WhyReasons } from './WhyReasons';
import { WhySearch } from './WhySearch';

/** Why the campaign is or is not dialling now, and the same for one number or agent. */
export function CampaignWhy({ id }: { id: string }) {
  const { t } = useTranslation('campaigns');
  const { data, error } = useCampaignWhy(id);
  return (
    <div className={styles.why}>
      <Panel title={t('why.campaign')} icon={<QuestionCircleOutlined />}>
        {error && !data ? (
          <Banner tone="bad" icon={<QuestionCircleOutlined />} title={t('why.failed')} text={textOfError(error)} />
        ) : (
          <WhyReasons reasons={data?.reasons ?? []} label={t('why.campaign')} />
        )}
      </Panel>
      <WhySearch />
    </div>
  );
}
