import { AppstoreOutlined } from '@ant-design/icons';
import { Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applicationsOf } from '../access/applications';
import type { Me } from '../http/api';
import { useEscape } from '../keys/escape';
import styles from './UserMenu.module.css';

export interface UserMenuAction {
  key: string;
  icon: ReactNode;
  label: string;
  run(): void;
}

export interface UserMenuProps {
  me: Me | undefined;
  /** The application this is: the menu leads to the person's others. */
  here: 'agent' | 'supervisor';
  actions: readonly UserMenuAction[];
  /** The last line, apart from the others. */
  signOut: UserMenuAction;
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? `${words[0]?.[0] ?? ''}${words.at(-1)?.[0] ?? ''}` : name.slice(0, 2);
  return letters.toUpperCase();
}

/** Who I am, what I can do about it, and the way to the other applications my roles open. */
export function UserMenu({ me, here, actions, signOut }: UserMenuProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useEscape(open, () => setOpen(false));
  const name = me?.displayName || me?.userName || '';
  const others = applicationsOf(me).filter((application) => application !== here);
  const all = [
    ...actions,
    ...others.map((application) => ({
      key: application,
      icon: <AppstoreOutlined aria-hidden />,
      label: t(`applications.${application}`),
      run: () => location.assign(`/${application}`),
    })),
    signOut,
  ];
  const item = ({ key, icon, label }: UserMenuAction) => ({ key, icon, label });
  const items = [
    { key: 'name', type: 'group' as const, label: name },
    ...all.slice(0, -1).map(item),
    { type: 'divider' as const },
    item(signOut),
  ];
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      menu={{ items, onClick: ({ key }) => all.find((action) => action.key === key)?.run() }}
    >
      <button
        type="button"
        className={styles.user}
        aria-label={t('account', { name, initials: initials(name) })}
        aria-haspopup="menu"
        aria-expanded={open}
      >
        {initials(name)}
      </button>
    </Dropdown>
  );
}
