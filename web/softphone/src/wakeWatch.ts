import type { Platform } from './platform';

const tickMs = 1000;

// Timers of hidden tabs may be held back for a minute: a gap is a reason to look, never a verdict.
const gapMs = 5000;

/** Notices the moments after which a connection may be dead without anybody having said so: sleep, another network, a tab shown again. */
export class WakeWatch {
  readonly #platform: Platform;
  readonly #look: (why: string) => void;
  #last = Date.now();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(platform: Platform, look: (why: string) => void) {
    this.#platform = platform;
    this.#look = look;
    this.#timer = setInterval(this.#tick, tickMs);
    platform.page.addEventListener('online', this.#online);
    platform.page.addEventListener('pageshow', this.#shown);
    platform.document.addEventListener('visibilitychange', this.#shown);
    platform.document.addEventListener('resume', this.#shown);
    platform.connection?.addEventListener('change', this.#network);
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#platform.page.removeEventListener('online', this.#online);
    this.#platform.page.removeEventListener('pageshow', this.#shown);
    this.#platform.document.removeEventListener('visibilitychange', this.#shown);
    this.#platform.document.removeEventListener('resume', this.#shown);
    this.#platform.connection?.removeEventListener('change', this.#network);
  }

  readonly #tick = (): void => {
    const now = Date.now();
    const gap = now - this.#last - tickMs;
    this.#last = now;
    if (gap > gapMs) {
      this.#look(`no timer for ${Math.round(gap / 1000)} s`);
    }
  };

  readonly #online = (): void => this.#look('online again');

  readonly #network = (): void => this.#look('network changed');

  readonly #shown = (): void => {
    if (this.#platform.document.visibilityState === 'visible') {
      this.#look('page shown');
    }
  };
}
