import { IdcardOutlined, UserOutlined } from '@ant-design/icons';
import { Chip, EmptyState, Panel } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { CustomerFacts } from './CustomerFacts';
import { Hours } from './Hours';
import { Numbers } from './Numbers';

/** Who it is, whether the call is lawful now, and how else to reach them. */
export function Customer() {
  const { t } = useTranslation('customer');
  const pop = useDesk((desk) => desk.pop);
  const customer = pop?.customer;
  return (
    <Panel
      title={t('title')}
      icon={<IdcardOutlined />}
      aside={customer?.segment ? <Chip tone="warn">{customer.segment}</Chip> : undefined}
    >
      {pop?.hours && <Hours hours={pop.hours} />}
      {customer ? (
        <>
          <CustomerFacts customer={customer} />
          <Numbers numbers={customer.numbers} dialled={pop.number} />
        </>
      ) : (
        <EmptyState icon={<UserOutlined />} title={t(pop ? 'unknown' : 'empty')} text={t(pop ? 'unknownText' : 'emptyText')} />
      )}
    </Panel>
  );
}
