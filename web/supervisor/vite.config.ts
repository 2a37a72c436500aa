import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstLoadLimit } from '../build/firstLoad.ts';
import { precompressed } from '../build/precompressed.ts';

// The server answers /supervisor/* with index.html; everything else of the client lies under /app/supervisor/ (src/Portal/Pages).
// First load: 400 KB in all, of which 60 KB are left to one language and one font, which the page asks for by itself.
export default defineConfig({
  base: '/app/supervisor/',
  plugins: [react(), precompressed(), firstLoadLimit(340 * 1024)],
  build: {
    target: 'es2023',
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { '/api': 'http://127.0.0.1:8080', '/hubs': { target: 'http://127.0.0.1:8080', ws: true } },
  },
});
