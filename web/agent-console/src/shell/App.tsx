import { ShortcutDialog, ThemeRoot, Toasts, useShortcut } from '@callcenter/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/deskStore';
import { Header } from '../features/header';
import { SignOn } from '../features/sign-on';
import { AllKeys } from './AllKeys';
import styles from './App.module.css';
import { DeskPage } from './DeskPage';
import { Opening } from './Opening';
import type { Obstacle } from './start';

/** The whole page: the header, then the way into the shift or the desk. */
export function App({ obstacle }: { obstacle: Obstacle | null }) {
  return (
    <ThemeRoot>
      <Page obstacle={obstacle} />
    </ThemeRoot>
  );
}

function Page({ obstacle }: { obstacle: Obstacle | null }) {
  const { t } = useTranslation();
  const [keys, setKeys] = useState(false);
  const state = useDesk((desk) => desk.agent?.state);
  useShortcut({ id: 'keys', chord: '?', group: t('keys.general'), label: t('keys.show'), run: () => setKeys(true) });
  return (
    <div className={styles.page}>
      <Header onShowKeys={() => setKeys(true)} />
      {obstacle || state === undefined ? <Opening obstacle={obstacle} /> : state === 'signedOut' ? <SignOn /> : <DeskPage />}
      {keys && <ShortcutDialog onClose={() => setKeys(false)} />}
      <AllKeys />
      <Toasts />
    </div>
  );
}
