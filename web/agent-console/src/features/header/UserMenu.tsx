import { DownloadOutlined, LogoutOutlined, PoweroffOutlined } from '@ant-design/icons';
import { UserMenu as Menu, showToast, textOfError } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { useMe } from '../../desk/queries';
import { endShift, hasCustomer, signOut } from '../../desk/session';
import { downloadLog } from '../../phone/log';

/** Who I am; end the shift, sign out, fetch the log for support. */
export function UserMenu() {
  const { t } = useTranslation('header');
  const { data: me } = useMe();
  const onShift = useDesk((desk) => desk.agent !== null && desk.agent.state !== 'signedOut');
  const inCall = useDesk((desk) => hasCustomer(desk.agent));
  const run = (action: () => Promise<void>) =>
    inCall
      ? showToast({ tone: 'warning', text: t('inCall') })
      : action().catch((error: unknown) => showToast({ tone: 'bad', text: textOfError(error) }));
  const signOff = { key: 'signOff', icon: <PoweroffOutlined />, label: t('menu.signOff'), run: () => void run(endShift) };
  return (
    <Menu
      me={me}
      here="agent"
      actions={[
        ...(onShift ? [signOff] : []),
        { key: 'log', icon: <DownloadOutlined />, label: t('menu.log'), run: downloadLog },
      ]}
      signOut={{ key: 'signOut', icon: <LogoutOutlined />, label: t('menu.signOut'), run: () => void run(signOut) }}
    />
  );
}
