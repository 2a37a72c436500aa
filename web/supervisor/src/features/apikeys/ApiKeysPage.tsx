import { KeyOutlined, PlusOutlined } from '@ant-design/icons';
import { Chip, confirm, DialogBox, dateText, dayTimeText, EmptyState, useLanguage } from '@callcenter/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api';
import { useMay } from '../../live/session';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import { PlainTable } from '../../parts/PlainTable';
import { ShownOnce } from '../../parts/ShownOnce';
import { doAndSay } from '../../parts/saving';
import { useAll } from '../../parts/useAll';
import styles from './ApiKeys.module.css';
import { NewKey } from './NewKey';

interface Key {
  id: string;
  name: string;
  prefix: string;
  userId: string | null;
  roles: readonly string[];
  createdBy: string;
  createdAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

/** Keys for programs: who made them, what they may do, when they were last used. */
export default function ApiKeysPage() {
  const { t } = useTranslation('apikeys');
  const language = useLanguage((state) => state.language);
  const queries = useQueryClient();
  const { data, isPending } = useAll<Key>('/apikeys');
  const users = useAll<{ id: string; userName: string }>('/users').data ?? [];
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const mayEdit = useMay('apikey.edit');
  const revoke = async (key: Key) => {
    if (
      await confirm({
        title: t('revoke.title', { name: key.name }),
        text: t('revoke.text'),
        action: t('revoke.action'),
        danger: true,
      })
    ) {
      await doAndSay(() => api.delete(`/apikeys/${key.id}`), t('revoke.done'));
      await queries.invalidateQueries({ queryKey: ['/apikeys'] });
    }
  };
  const add = mayEdit && (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  );
  return (
    <Page head={<PageHead title={t('nav')} note={t('note')} actions={add} />}>
      {!isPending && data?.length === 0 ? (
        <EmptyState icon={<KeyOutlined />} title={t('empty.title')} text={t('empty.text')}>
          {add}
        </EmptyState>
      ) : (
        <PlainTable<Key>
          label={t('nav')}
          rowKey={(row) => row.id}
          loading={isPending}
          rows={data ?? []}
          columns={[
            { title: t('column.name'), render: (row) => <strong>{row.name}</strong> },
            { title: t('column.prefix'), width: 150, render: (row) => <code className={styles.mono}>{row.prefix}…</code> },
            {
              title: t('column.acts'),
              render: (row) =>
                row.userId
                  ? t('asUser', { name: users.find((user) => user.id === row.userId)?.userName ?? row.userId })
                  : row.roles.join(', '),
            },
            { title: t('column.by'), width: 130, render: (row) => row.createdBy },
            { title: t('column.made'), width: 130, render: (row) => dateText(row.createdAt, language) },
            {
              title: t('column.used'),
              width: 180,
              render: (row) => (row.lastUsedAt ? dayTimeText(row.lastUsedAt, language) : t('never')),
            },
            {
              key: 'actions',
              title: <span className="unseen">{t('revoke.action')}</span>,
              width: 130,
              align: 'right',
              render: (row) =>
                row.revokedAt ? (
                  <Chip tone="bad">{t('revoked')}</Chip>
                ) : (
                  mayEdit && (
                    <Button danger onClick={() => void revoke(row)}>
                      {t('revoke.action')}
                    </Button>
                  )
                ),
            },
          ]}
        />
      )}
      {adding && <NewKey onMade={setMade} onClose={() => setAdding(false)} />}
      {made && (
        <DialogBox
          title={t('made')}
          onClose={() => setMade(null)}
          footer={
            <Button type="primary" onClick={() => setMade(null)}>
              {t('kept')}
            </Button>
          }
        >
          <ShownOnce label={t('key')} secret={made} />
        </DialogBox>
      )}
    </Page>
  );
}
