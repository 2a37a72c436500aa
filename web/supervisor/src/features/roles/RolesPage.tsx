import { CheckOutlined } from '@ant-design/icons';
import { Spin, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import { useAll } from '../../parts/useAll';
import styles from './Roles.module.css';

interface Role {
  name: string;
  permissions: readonly string[];
}

type Row = { key: string; area: string; children?: undefined } | { key: string; area: string; children: Row[] };

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
    {
      key: area,
      area,
      children: all.filter((permission) => permission.startsWith(`${area}.`)).map((permission) => ({ key: permission, area })),
    },
  ]);
  return (
    <Page head={<PageHead title={t('nav')} note={t('note')} />}>
      <Table<Row>
        className={styles.table ?? ''}
        size="small"
        pagination={false}
        rowKey="key"
        dataSource={rows}
        expandable={{ defaultExpandAllRows: true, showExpandColumn: false, indentSize: 0 }}
        rowClassName={(row) => (row.children ? (styles.area ?? '') : '')}
        columns={[
          {
            title: t('permission'),
            onCell: (row) => (row.children ? { colSpan: shown.length + 1 } : {}),
            render: (_, row) =>
              row.children ? (
                <strong>{t(`area.${row.area}` as 'area.campaign', { defaultValue: row.area })}</strong>
              ) : (
                t(`may.${row.key}` as 'may.self', { defaultValue: row.key })
              ),
          },
          ...shown.map((role) => ({
            title: t(`role.${role.name}` as 'role.agent', { defaultValue: role.name }),
            key: role.name,
            width: 130,
            align: 'center' as const,
            onCell: (row: Row) => (row.children ? { colSpan: 0 } : {}),
            render: (_: unknown, row: Row) =>
              role.permissions.includes(row.key) ? (
                <span className={styles.yes}>
                  <CheckOutlined aria-hidden />
                  <span className="unseen">{t('yes')}</span>
                </span>
              ) : (
                <span className={styles.no}>
                  <span aria-hidden>–</span>
                  <span className="unseen">{t('no')}</span>
                </span>
              ),
          })),
        ]}
      />
    </Page>
  );
}
