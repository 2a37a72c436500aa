import { LogoutOutlined } from '@ant-design/icons';
import { Brand, KeyHint, LanguageSwitch, showToast, ThemeSwitch, textOfError, UserMenu } from '@callcenter/ui';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { signOut, useSession } from '../live/session';
import styles from './Header.module.css';
import { LinkPill } from './LinkPill';

/** Across the top: what this is, whether it is live, and the page's settings. */
export function Header({ onShowKeys }: { onShowKeys(): void }) {
  const { t } = useTranslation('shell');
  const me = useSession((session) => session.me);
  return (
    <header className={styles.header}>
      <a className={styles.skip} href="#page">
        {t('skip')}
      </a>
      <Brand name={t('name')} />
      {me?.demo && <span className={styles.demo}>{t('simulated')}</span>}
      <div className={styles.space} />
      <LinkPill />
      <LanguageSwitch />
      <ThemeSwitch />
      <Button type="text" onClick={onShowKeys} aria-label={t('keys')} aria-keyshortcuts="?">
        {t('keys')} <KeyHint chord="?" />
      </Button>
      <UserMenu
        me={me}
        here="supervisor"
        actions={[]}
        signOut={{
          key: 'signOut',
          icon: <LogoutOutlined aria-hidden />,
          label: t('signOut'),
          run: () => void signOut().catch((error: unknown) => showToast({ tone: 'bad', text: textOfError(error) })),
        }}
      />
    </header>
  );
}
