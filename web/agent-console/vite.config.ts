import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstLoadLimit } from '../build/firstLoad.ts';
import { precompressed } from '../build/precompressed.ts';

// The server answers /agent/* with index.html; everything else of the client lies under /app/agent/ (src/Portal/Pages).
export default defineConfig({
  base: '/app/agent/',
  plugins: [react(), precompressed(), firstLoadLimit(400 * 1024)],
  build: { target: 'es2023', sourcemap: false, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: {
    proxy: { '/api': 'http://127.0.0.1:8080', '/hubs': { target: 'http://127.0.0.1:8080', ws: true } },
  },
});
