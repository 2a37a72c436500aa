import { AimOutlined } from '@ant-design/icons';
import { Chip, Panel } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { ListFields } from './ListFields';
import styles from './Reason.module.css';
import { useReasonWords } from './useReasonWords';

/** Why this customer is on the line, and what the list says about them. */
export function Reason() {
  const { t } = useTranslation('reason');
  const pop = useDesk((desk) => desk.pop);
  const words = useReasonWords(pop);
  if (!pop || !words) {
    return null;
  }

  return (
    <Panel
      title={t('title')}
      icon={<AimOutlined />}
      aside={<Chip tone={pop.why.code === 'callback' ? 'warn' : 'accent'}>{words.title}</Chip>}
    >
      <p className={styles.lead}>{words.text}</p>
      <dl className={styles.facts}>
        <div>
          <dt>{t('campaign')}</dt>
          <dd>{pop.campaignName}</dd>
        </div>
        {pop.why.listName && (
          <div>
            <dt>{t('list')}</dt>
            <dd>{pop.why.listName}</dd>
          </div>
        )}
        {pop.why.attempt !== null && (
          <div>
            <dt>{t('attempt')}</dt>
            <dd className="numbers">{pop.why.attempt}</dd>
          </div>
        )}
      </dl>
      <ListFields fields={pop.fields} />
    </Panel>
  );
}
