import { keep, kept, useShortcut } from '@callcenter/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { may } from '../live/session';
import { allDocks } from '../live/slots';
import { AwayBanner } from './AwayBanner';
import styles from './Frame.module.css';
import { Header } from './Header';
import { SideNav } from './SideNav';

const place = 'callcenter.nav';

/** Header across the top, navigation at the side, the page beside it. */
export function Frame({ onShowKeys }: { onShowKeys(): void }) {
  const { t } = useTranslation(['shell', 'common']);
  const [narrow, setNarrow] = useState(kept(place) === 'narrow');
  const toggle = () => {
    keep(place, narrow ? null : 'narrow');
    setNarrow(!narrow);
  };
  useShortcut({ id: 'nav', chord: '[', group: t('common:keys.general'), label: t('nav.toggle'), run: toggle });
  return (
    <div className={styles.frame}>
      <Header onShowKeys={onShowKeys} />
      <div className={styles.below}>
        <SideNav narrow={narrow} onToggle={toggle} />
        <main className={styles.page} id="page">
          <AwayBanner />
          <Outlet />
        </main>
        {allDocks
          .filter((dock) => may(...dock.permission))
          .map(({ key, component: Component }) => (
            <Component key={key} />
          ))}
      </div>
    </div>
  );
}
