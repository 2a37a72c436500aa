import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Fails the build when what index.html loads at once (scripts, their preloads, styles) is larger, gzipped, than the limit in bytes. */
export function firstLoadLimit(limit: number): Plugin {
  let folder = '';
  let base = '/';
  return {
    name: 'first-load-limit',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
      base = config.base;
    },
    async closeBundle() {
      const page = await readFile(join(folder, 'index.html'), 'utf8');
      const addresses = [...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css|svg))"/g)].map((m) => m[1] as string);
      const files = [...new Set(addresses)].map((address) => join(folder, address.slice(base.length)));
      const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(file), { level: 9 }).length));
      const total = sizes.reduce((sum, size) => sum + size, gzipSync(page).length);
      this.info(
        `first load ${(total / 1024).toFixed(0)} KB gzipped in ${files.length} files, limit ${(limit / 1024).toFixed(0)} KB`,
      );
      if (total > limit) {
        this.error(`The first load is ${total} bytes gzipped; the limit is ${limit}. Load parts lazily.`);
      }
    },
  };
}
