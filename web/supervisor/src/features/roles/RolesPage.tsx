import { CheckOutlined } from '@ant-design/icons';
import { Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import { PlainTable } from '../../parts/PlainTable';
import { useAll } from '../../parts/useAll';
import styles from './Roles.module.css';

interface Role {
  name: string;
  permissions: readonly string[];
}

interface Row {
  key: string;
  heading: boolean;
}

const order = ['agent', 'supervisor', 'coach', 'manager', 'administrator'];

/** What each role may do, in words. Roles are sets of permissions and cannot be changed here. */
export default function RolesPage() {
  const { t } = useTranslation('roles');
  const { data } = useAll<Role>('/roles');
  if (!data) {
    return (
      <Page head={<PageHead title={t('nav')} />}>
        <Spin aria-label={t('loading')} />
      </Page>
    );
  }

  const shown = [...data].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const all = [...new Set(data.flatMap((role) => role.permissions))].filter((permission) => permission !== 'self').sort();
  const areas = [...new Set(all.map((permission) => permission.split('.')[0] ?? ''))];
  const rows: Row[] = areas.flatMap((area) => [
    { key: area, heading: true },
    ...all.filter((permission) => permission.startsWith(`${area}.`)).map((permission) => ({ key: permission, heading: false })),
  ]);
  return (
    <Page head={<PageHead title={t('nav')} note={t('note')} />}>
      <PlainTable<Row>
        label={t('nav')}
        rows={rows}
        rowKey={(row) => row.key}
        heading={(row) => row.heading}
        columns={[
          {
            title: t('permission'),
            render: (row) =>
              row.heading
                ? t(`area.${row.key}` as 'area.campaign', { defaultValue: row.key })
                : t(`may.${row.key}` as 'may.self', { defaultValue: row.key }),
          },
          ...shown.map((role) => ({
            title: t(`role.${role.name}` as 'role.agent', { defaultValue: role.name }),
            width: 130,
            align: 'center' as const,
            render: (row: Row) => <Mark yes={role.permissions.includes(row.key)} />,
          })),
        ]}
      />
    </Page>
  );
}

function Mark({ yes }: { yes: boolean }) {
  const { t } = useTranslation('roles');
  return (
    <span className={yes ? styles.yes : styles.no}>
      {yes ? <CheckOutlined aria-hidden /> : <span aria-hidden>–</span>}
      <span className="unseen">{t(yes ? 'yes' : 'no')}</span>
    </span>
  );
}
