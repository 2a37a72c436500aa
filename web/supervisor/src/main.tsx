import { CrashGuard, fetchLateParts, makeQueries, showNotLoaded, startLanguages } from '@callcenter/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import i18next from 'i18next';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import '@fontsource-variable/inter/wght.css';
import { App } from './shell/App';
import { start } from './shell/start';
import { loadLanguage } from './strings/load';

const fetchPartsAfterMs = 3_000;

const queries = makeQueries();

async function run(root: HTMLElement): Promise<void> {
  const [obstacle] = await Promise.all([start(), startLanguages(loadLanguage)]);
  createRoot(root).render(
    <StrictMode>
      <CrashGuard text={() => i18next.t('crashed', { ns: 'shell' })}>
        <QueryClientProvider client={queries}>
          <BrowserRouter basename="/supervisor">
            <App obstacle={obstacle} />
          </BrowserRouter>
        </QueryClientProvider>
      </CrashGuard>
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root) {
  run(root).catch(() => showNotLoaded(root));
  // The other pages are there before the network goes.
  setTimeout(() => void fetchLateParts(), fetchPartsAfterMs);
}
