import { confirm, dayTimeText, showToast, textOfError, useLanguage } from '@callcenter/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api';
import { useSession } from '../../live/session';
import { FormDrawer } from '../../parts/FormDrawer';
import { doAndSay, saveTagged } from '../../parts/saving';
import type { Team, User } from './api';
import { Secrets } from './Secrets';
import { UserFields } from './UserFields';
import styles from './Users.module.css';

interface Values {
  displayName: string;
  roles: readonly string[];
  teams: readonly string[];
  campaignIds: readonly string[];
}

/** Changes a person, and helps one who cannot get in. */
export function UserDrawer({ user, teams, onClose }: { user: User; teams: readonly Team[]; onClose(): void }) {
  const [form] = Form.useForm<Values>();
  const queries = useQueryClient();
  const [secret, setSecret] = useState<{ label: string; secret: string } | null>(null);
  const again = async () => {
    await queries.invalidateQueries({ queryKey: ['/users'] });
    await queries.invalidateQueries({ queryKey: ['/teams'] });
  };
  const before: Values = {
    displayName: user.displayName,
    roles: user.roles,
    teams: user.teams.map((team) => team.name),
    campaignIds: user.campaignIds,
  };
  const save = async (values: Values) => {
    // Only what changed: new roles and teams end the person's sessions.
    const body = Object.fromEntries(
      Object.entries(values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Values])),
    );
    await saveTagged(`/users/${user.id}`, body, `"${user.version}"`);
    await again();
  };
  return (
    <>
      <FormDrawer<Values> title={user.userName} form={form} initialValues={before} onSave={save} onClose={onClose}>
        <UserFields teams={teams} />
        <Account user={user} onSecret={setSecret} onChanged={again} />
      </FormDrawer>
      {secret && <Secrets title={user.displayName} secrets={[secret]} onClose={() => setSecret(null)} />}
    </>
  );
}

interface AccountProps {
  user: User;
  onSecret(secret: { label: string; secret: string }): void;
  onChanged(): Promise<void>;
}

function Account({ user, onSecret, onChanged }: AccountProps) {
  const { t } = useTranslation('users');
  const language = useLanguage((state) => state.language);
  const own = useSession((session) => session.me?.id === user.id);
  const run = async (work: () => Promise<unknown>, done: string) => {
    await doAndSay(work, done);
    await onChanged();
  };
  const ask = (what: 'reset' | 'sip' | 'signOut' | 'disable') =>
    confirm({
      title: t(`ask.${what}.title`, { name: user.displayName }),
      text: t(`ask.${what}.text`),
      action: t(`act.${what}`),
      danger: what === 'disable',
    });
  const show = async (label: string, make: () => Promise<string>) => {
    try {
      onSecret({ label, secret: await make() });
      await onChanged();
    } catch (error) {
      showToast({ tone: 'bad', text: textOfError(error) });
    }
  };
  const reset = async () =>
    (await ask('reset')) &&
    (await show(t('secret.password'), async () => (await api.post<{ password: string }>(`/users/${user.id}/password`)).password));
  const sip = async () =>
    (await ask('sip')) &&
    (await show(
      t('secret.sip'),
      async () => (await api.patch<User>(`/users/${user.id}`, { newSipPassword: true })).sipPassword ?? '',
    ));
  const patch = (disabled: boolean) => () => api.patch(`/users/${user.id}`, { disabled });
  return (
    <section className={styles.account} aria-label={t('account')}>
      <h3>{t('account')}</h3>
      {user.lockedUntil && (
        <p className={styles.locked}>
          {t('lockedUntil', { until: dayTimeText(user.lockedUntil, language) })}{' '}
          <Button size="small" onClick={() => void run(() => api.post(`/users/${user.id}/unlock`), t('did.unlock'))}>
            {t('act.unlock')}
          </Button>
        </p>
      )}
      <div className={styles.acts}>
        <Button disabled={own} onClick={() => void reset()}>
          {t('act.reset')}
        </Button>
        <Button onClick={() => void sip()}>{t('act.sip')}</Button>
        <Button
          disabled={user.sessions === 0}
          onClick={async () =>
            (await ask('signOut')) && (await run(() => api.delete(`/users/${user.id}/sessions`), t('did.signOut')))
          }
        >
          {t('act.signOutCount', { count: user.sessions })}
        </Button>
        {user.disabled ? (
          <Button onClick={() => void run(patch(false), t('did.enable'))}>{t('act.enable')}</Button>
        ) : (
          <Button
            danger
            disabled={own}
            onClick={async () => (await ask('disable')) && (await run(patch(true), t('did.disable')))}
          >
            {t('act.disable')}
          </Button>
        )}
      </div>
    </section>
  );
}
