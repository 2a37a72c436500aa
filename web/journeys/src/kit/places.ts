import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../../../..');

/** The newest of the files that exist. */
function newest(what: string, build: string, candidates: readonly string[]): string {
  const there = candidates.map((path) => join(root, path)).filter((path) => existsSync(path));
  const found = there.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  if (found === undefined) throw new Error(`${what} is not built: ${build}`);
  return found;
}

/** The built program, the newer of Debug and Release; another build when CALLCENTER_JOURNEY_PROGRAM names one. */
export function programPath(): string {
  const named = process.env.CALLCENTER_JOURNEY_PROGRAM;
  if (named !== undefined && named !== '') return named;
  return newest(
    'The program',
    'dotnet build src/CallCenter -c Release',
    ['Debug', 'Release'].map((configuration) => `src/CallCenter/bin/${configuration}/net10.0/linux-x64/callcenter`),
  );
}

/** The bad network (tests/Impairer). */
export function impairerPath(): string {
  return newest(
    'tests/Impairer',
    'dotnet build tests/Impairer -c Release',
    ['Debug', 'Release'].map((configuration) => `tests/Impairer/bin/${configuration}/net10.0/CallCenter.Impairer`),
  );
}

/** Debian's browser. */
export function chromiumPath(): string {
  const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  if (found === undefined) throw new Error('Chromium is not installed: sudo apt-get install chromium');
  return found;
}

/** A folder of its own, deleted by `using`-like callers through `remove`. */
export class TempFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'callcenter-journey-'));

  file(name: string): string {
    return join(this.path, name);
  }

  files(below = ''): string[] {
    const folder = this.file(below);
    return existsSync(folder) ? readdirSync(folder) : [];
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 3 });
  }
}
