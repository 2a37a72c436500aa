import { DownloadOutlined, LogoutOutlined, PoweroffOutlined } from '@ant-design/icons';
import { showToast, textOfError, useEscape } from '@callcenter/ui';
import { Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { useMe } from '../../desk/queries';
import { endShift, hasCustomer, signOut } from '../../desk/session';
import { downloadLog } from '../../phone/log';
import styles from './Header.module.css';

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? `${words[0]?.[0] ?? ''}${words.at(-1)?.[0] ?? ''}` : name.slice(0, 2);
  return letters.toUpperCase();
}

/** Who I am; end the shift, sign out, fetch the log for support. */
export function UserMenu() {
  const { t } = useTranslation('header');
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  const onShift = useDesk((desk) => desk.agent !== null && desk.agent.state !== 'signedOut');
  const inCall = useDesk((desk) => hasCustomer(desk.agent));
  useEscape(open, () => setOpen(false));
  const name = me?.displayName || me?.userName || '';
  const run = (action: () => Promise<void>) =>
    inCall
      ? showToast({ tone: 'warning', text: t('inCall') })
      : action().catch((error: unknown) => showToast({ tone: 'bad', text: textOfError(error) }));
  const items = [
    { key: 'name', type: 'group' as const, label: name },
    ...(onShift ? [{ key: 'signOff', icon: <PoweroffOutlined />, label: t('menu.signOff') }] : []),
    { key: 'log', icon: <DownloadOutlined />, label: t('menu.log') },
    { type: 'divider' as const },
    { key: 'signOut', icon: <LogoutOutlined />, label: t('menu.signOut') },
  ];
  const actions: Record<string, () => void> = {
    signOff: () => void run(endShift),
    log: downloadLog,
    signOut: () => void run(signOut),
  };
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      menu={{ items, onClick: ({ key }) => actions[key]?.() }}
    >
      <button
        type="button"
        className={styles.user}
        aria-label={t('menu.label', { name, initials: initials(name) })}
        aria-haspopup="menu"
        aria-expanded={open}
      >
        {initials(name)}
      </button>
    </Dropdown>
  );
}
