import { Confirms, ShortcutDialog, ThemeRoot, Toasts, useShortcut } from '@callcenter/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Routes } from 'react-router';
import { FeaturePage } from './FeaturePage';
import { Frame } from './Frame';
import { features } from './features';
import { Landing } from './Landing';
import { NotFound } from './NotFound';
import { Opening } from './Opening';
import { SessionOver } from './SessionOver';
import type { Obstacle } from './start';

/** The whole page: frame and pages, or what stands in their way. */
export function App({ obstacle }: { obstacle: Obstacle | null }) {
  return <ThemeRoot>{obstacle ? <Opening obstacle={obstacle} /> : <Pages />}</ThemeRoot>;
}

function Pages() {
  const { t } = useTranslation();
  const [keys, setKeys] = useState(false);
  useShortcut({ id: 'keys', chord: '?', group: t('keys.general'), label: t('keys.show'), run: () => setKeys(true) });
  const bare = features.filter((feature) => feature.bare);
  const framed = features.filter((feature) => !feature.bare);
  return (
    <>
      <Routes>
        {bare.map((feature) => (
          <Route key={feature.path} path={`${feature.path}/*`} element={<FeaturePage feature={feature} />} />
        ))}
        <Route element={<Frame onShowKeys={() => setKeys(true)} />}>
          <Route index element={<Landing />} />
          {framed.map((feature) => (
            <Route key={feature.path} path={`${feature.path}/*`} element={<FeaturePage feature={feature} />} />
          ))}
          <Route path="*" element={<NotFound />} />
        </Route>
      </Routes>
      {keys && <ShortcutDialog onClose={() => setKeys(false)} />}
      <SessionOver />
      <Confirms />
      <Toasts />
    </>
  );
}
