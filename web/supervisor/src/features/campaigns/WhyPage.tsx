import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import styles from './Campaigns.module.css';
import { WhySearch } from './WhySearch';

/** The question by itself, for whoever has a number or a name and no campaign. */
export function WhyPage() {
  const { t } = useTranslation('campaigns');
  return (
    <Page head={<PageHead title={t('why.open')} back={{ to: '/campaigns', text: t('nav') }} />}>
      <div className={styles.narrow}>
        <WhySearch />
      </div>
    </Page>
  );
}
