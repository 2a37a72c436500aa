import { PlusOutlined, TeamOutlined } from '@ant-design/icons';
import { confirm, EmptyState } from '@callcenter/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../live/api';
import { useMay } from '../../live/session';
import { FormDrawer } from '../../parts/FormDrawer';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import { PlainTable } from '../../parts/PlainTable';
import { doAndSay } from '../../parts/saving';
import { useAll } from '../../parts/useAll';
import styles from './Teams.module.css';

interface Team {
  id: string;
  name: string;
  members: number;
}

/** Teams: a supervisor sees the people and calls of the own ones. */
export default function TeamsPage() {
  const { t } = useTranslation('teams');
  const queries = useQueryClient();
  const { data, isPending } = useAll<Team>('/teams');
  const [edited, setEdited] = useState<Team | 'new' | null>(null);
  const mayEdit = useMay('team.edit');
  const again = () => queries.invalidateQueries({ queryKey: ['/teams'] });
  const remove = async (team: Team) => {
    if (await confirm({ title: t('delete.title', { name: team.name }), action: t('delete.action'), danger: true })) {
      await doAndSay(() => api.delete(`/teams/${team.id}`), t('delete.done'));
      await again();
    }
  };
  const add = mayEdit && (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')}>
      {t('add')}
    </Button>
  );
  return (
    <Page head={<PageHead title={t('nav')} note={t('note')} actions={add} />}>
      {!isPending && data?.length === 0 ? (
        <EmptyState icon={<TeamOutlined />} title={t('empty.title')} text={t('empty.text')}>
          {add}
        </EmptyState>
      ) : (
        <PlainTable<Team>
          label={t('nav')}
          rowKey={(row) => row.id}
          loading={isPending}
          rows={data ?? []}
          columns={[
            { title: t('column.name'), render: (row) => <strong>{row.name}</strong> },
            {
              title: t('column.members'),
              width: 180,
              render: (row) => (
                <Link to={`/users?team=${row.id}`} className={styles.link}>
                  {t('members', { count: row.members })}
                </Link>
              ),
            },
            {
              key: 'actions',
              title: <span className="unseen">{t('column.actions')}</span>,
              width: 220,
              align: 'right',
              render: (row) =>
                mayEdit && (
                  <span className={styles.actions}>
                    <Button onClick={() => setEdited(row)}>{t('rename')}</Button>
                    <Button
                      danger
                      disabled={row.members > 0}
                      title={row.members > 0 ? t('notEmpty') : ''}
                      onClick={() => void remove(row)}
                    >
                      {t('delete.action')}
                    </Button>
                  </span>
                ),
            },
          ]}
        />
      )}
      {edited && <TeamDrawer team={edited === 'new' ? null : edited} onSaved={again} onClose={() => setEdited(null)} />}
    </Page>
  );
}

function TeamDrawer({ team, onSaved, onClose }: { team: Team | null; onSaved(): Promise<void>; onClose(): void }) {
  const { t } = useTranslation('teams');
  const [form] = Form.useForm<{ name: string }>();
  const save = async (values: { name: string }) => {
    await (team ? api.patch(`/teams/${team.id}`, values) : api.post('/teams', values));
    await onSaved();
  };
  return (
    <FormDrawer
      title={team ? t('rename') : t('add')}
      form={form}
      initialValues={{ name: team?.name ?? '' }}
      onSave={save}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={t('column.name')}
        rules={[{ required: true, whitespace: true, max: 100, message: t('rule.name') }]}
      >
        <Input autoComplete="off" autoFocus />
      </Form.Item>
    </FormDrawer>
  );
}
