import { CheckCircleOutlined, CloseCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Panel } from '@callcenter/ui';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CheckItem } from './api';
import { useCheckList } from './api';
import styles from './Campaigns.module.css';
import { useWords } from './words';

const icons = { ok: <CheckCircleOutlined />, warning: <WarningOutlined />, missing: <CloseCircleOutlined /> };
// Where something is mended that is no field of the campaign.
const places: Record<string, string> = { trunkTest: '/trunks', agents: '/users', dispositions: '/dispositions' };

/** What the campaign has, needs, and should have before it dials. */
export function CheckListPanel({ id, onField }: { id: string; onField?: (field: string) => void }) {
  const { t } = useTranslation('campaigns');
  const { data } = useCheckList(id);
  const missing = data?.items.filter((item) => item.state === 'missing').length ?? 0;
  const warnings = data?.items.filter((item) => item.state === 'warning').length ?? 0;
  return (
    <Panel title={t('check.title')} icon={<CheckCircleOutlined />}>
      {data && (
        <p role="status" className={styles.verdict} data-state={missing > 0 ? 'missing' : warnings > 0 ? 'warning' : 'ok'}>
          {missing > 0
            ? t('check.missing', { count: missing })
            : warnings > 0
              ? t('check.warnings', { count: warnings })
              : t('check.ok')}
        </p>
      )}
      <ul className={styles.checks}>
        {data?.items.map((item) => (
          <Line key={item.code} item={item} onField={onField} />
        ))}
      </ul>
    </Panel>
  );
}

function Line({ item, onField }: { item: CheckItem; onField: ((field: string) => void) | undefined }) {
  const { t } = useTranslation('campaigns');
  const words = useWords();
  const { field } = item;
  const place = places[item.code];
  return (
    <li data-state={item.state}>
      <span className={styles.mark} aria-hidden>
        {icons[item.state]}
      </span>
      <div>
        <span className="unseen">{t(`check.${item.state}Word`)}: </span>
        {words.check(item)}
        {item.state !== 'ok' && item.remedy && <span className={styles.remedy}> {words.checkRemedy(item)}</span>}
        {item.state !== 'ok' && field && onField && (
          <Button type="link" size="small" className={styles.mend ?? ''} onClick={() => onField(field)}>
            {t('check.mend')}
          </Button>
        )}
        {item.state !== 'ok' && !field && place && (
          <Link to={place} className={styles.mend}>
            {t('check.mend')}
          </Link>
        )}
      </div>
    </li>
  );
}
