import { CrashGuard, fetchLateParts, makeQueries, showNotLoaded, startLanguages } from '@callcenter/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource-variable/inter/wght.css';
import { note } from './phone/phone';
import { App } from './shell/App';
import { start } from './shell/start';
import { loadLanguage } from './strings/load';

const fetchPartsAfterMs = 2_000;

const queries = makeQueries();

async function run(root: HTMLElement): Promise<void> {
  const [obstacle] = await Promise.all([start(), startLanguages(loadLanguage)]);
  createRoot(root).render(
    <StrictMode>
      <CrashGuard onCrash={(text) => note('page', text)}>
        <QueryClientProvider client={queries}>
          <App obstacle={obstacle} />
        </QueryClientProvider>
      </CrashGuard>
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root) {
  run(root).catch(() => showNotLoaded(root));
  // Dialogs and pickers are there before the network goes.
  setTimeout(() => void fetchLateParts(), fetchPartsAfterMs);
}
