import { LockOutlined, PlusOutlined, StopOutlined, UserOutlined } from '@ant-design/icons';
import { Chip, dayTimeText, EmptyState, useLanguage } from '@callcenter/ui';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useMay } from '../../live/session';
import { FilterBar } from '../../parts/FilterBar';
import { Page } from '../../parts/Page';
import { PagedTable } from '../../parts/PagedTable';
import { PageHead } from '../../parts/PageHead';
import { useAll } from '../../parts/useAll';
import { usePages } from '../../parts/usePages';
import { type Role, roles, type Team, type User } from './api';
import { type MadeUser, NewUser } from './NewUser';
import { Secrets } from './Secrets';
import { UserDrawer } from './UserDrawer';
import styles from './Users.module.css';

/** Everybody who can sign in, with roles, teams and what keeps them out. */
export default function UsersPage() {
  const { t } = useTranslation('users');
  const language = useLanguage((state) => state.language);
  const [search, setSearch] = useSearchParams();
  const get = (name: string) => search.get(name);
  const filter = { q: get('q'), role: get('role'), teamId: get('team'), disabled: get('disabled') };
  const pages = usePages<User>('/users', filter);
  const teams = useAll<Team>('/teams').data ?? [];
  const [edited, setEdited] = useState<User | null>(null);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<MadeUser | null>(null);
  const mayEdit = useMay('user.edit');
  const set = (name: string, value: string | null | undefined) =>
    setSearch(
      (before) => {
        if (value) {
          before.set(name, value);
        } else {
          before.delete(name);
        }

        return before;
      },
      { replace: true },
    );
  const open = edited && (pages.rows.find((row) => row.id === edited.id) ?? edited);
  return (
    <Page
      fill
      head={
        <PageHead
          title={t('nav')}
          actions={
            mayEdit && (
              <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
                {t('add')}
              </Button>
            )
          }
        />
      }
      filter={
        <FilterBar
          search={{ value: filter.q ?? '', placeholder: t('search'), onChange: (value) => set('q', value) }}
          active={Object.values(filter).some(Boolean)}
          onClear={() => setSearch({}, { replace: true })}
        >
          <Select
            className={styles.filter ?? ''}
            allowClear
            aria-label={t('column.roles')}
            placeholder={t('anyRole')}
            value={filter.role}
            options={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
            onChange={(value) => set('role', value)}
          />
          <Select
            className={styles.filter ?? ''}
            allowClear
            aria-label={t('column.teams')}
            placeholder={t('anyTeam')}
            value={filter.teamId}
            options={teams.map((team) => ({ value: team.id, label: team.name }))}
            onChange={(value) => set('team', value)}
          />
          <Select
            className={styles.filter ?? ''}
            allowClear
            aria-label={t('column.state')}
            placeholder={t('anyState')}
            value={filter.disabled}
            options={[
              { value: 'false', label: t('state.enabled') },
              { value: 'true', label: t('state.disabled') },
            ]}
            onChange={(value) => set('disabled', value)}
          />
        </FilterBar>
      }
    >
      <PagedTable<User>
        label={t('nav')}
        pages={pages}
        rowKey={(row) => row.id}
        {...(mayEdit ? { onOpen: (row: User) => setEdited(row) } : {})}
        filtered={Object.values(filter).some(Boolean)}
        onClearFilter={() => setSearch({}, { replace: true })}
        empty={<EmptyState icon={<UserOutlined />} title={t('empty')} />}
        columns={[
          {
            title: t('column.name'),
            width: 260,
            render: (_, row) => (
              <span>
                <strong>{row.displayName}</strong> <span className={styles.dim}>{row.userName}</span>
              </span>
            ),
          },
          {
            title: t('column.roles'),
            width: 260,
            render: (_, row) => row.roles.map((role) => t(`role.${role as Role}`, { defaultValue: role })).join(', '),
          },
          { title: t('column.teams'), width: 200, render: (_, row) => row.teams.map((team) => team.name).join(', ') || '–' },
          { title: t('column.state'), width: 200, render: (_, row) => <UserState user={row} /> },
          { title: t('column.sessions'), width: 110, align: 'right', render: (_, row) => row.sessions || '–' },
          {
            title: t('column.lastSignIn'),
            render: (_, row) => (row.lastSignInAt ? dayTimeText(row.lastSignInAt, language) : t('never')),
          },
        ]}
      />
      {adding && <NewUser teams={teams} onMade={setMade} onClose={() => setAdding(false)} />}
      {made && (
        <Secrets
          title={t('made', { name: made.userName })}
          secrets={[
            ...(made.password ? [{ label: t('secret.password'), secret: made.password }] : []),
            { label: t('secret.sip'), secret: made.sipPassword },
          ]}
          onClose={() => setMade(null)}
        />
      )}
      {open && <UserDrawer user={open} teams={teams} onClose={() => setEdited(null)} />}
    </Page>
  );
}

function UserState({ user }: { user: User }) {
  const { t } = useTranslation('users');
  if (user.disabled) {
    return (
      <Chip tone="bad" icon={<StopOutlined />}>
        {t('state.disabled')}
      </Chip>
    );
  }

  if (user.lockedUntil) {
    return (
      <Chip tone="warn" icon={<LockOutlined />}>
        {t('state.locked')}
      </Chip>
    );
  }

  return <>{t(user.mustChangePassword ? 'state.mustChange' : 'state.enabled')}</>;
}
