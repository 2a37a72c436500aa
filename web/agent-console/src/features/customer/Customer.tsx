import { IdcardOutlined, UserOutlined } from '@ant-design/icons';
import { EmptyState, Panel } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { CustomerFacts } from './CustomerFacts';
import { Hours } from './Hours';
import { Numbers } from './Numbers';
import { Segment } from './Segment';

/** Who it is, whether the call is lawful now, and how else to reach them. */
export function Customer() {
  const { t } = useTranslation('customer');
  const pop = useDesk((desk) => desk.pop);
  const customer = pop?.customer;
  return (
    <Panel
      title={t('title')}
      icon={<IdcardOutlined />}
      aside={customer?.segment ? <Segment segment={customer.segment} /> : undefined}
      fill
    >
      {pop?.hours && <Hours hours={pop.hours} />}
      {customer ? (
        <>
          <CustomerFacts customer={customer} />
          <Numbers numbers={customer.numbers} dialled={pop.number} />
        </>
      ) : (
        <EmptyState icon={<UserOutlined />} title={t('unknown')} text={t('unknownText')} />
      )}
    </Panel>
  );
}
