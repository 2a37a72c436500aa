import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, onTestFailed } from 'vitest';
import { chromiumPath, root, TempFolder } from './places.ts';
import { burstsWav } from './wav.ts';

/** What the agent's fake microphone plays. */
export const microphoneHz = 1000;

export interface BrowserOptions {
  /** refused: the person said no to the browser's question. */
  readonly microphone?: 'granted' | 'refused';
  /** What the microphone plays; journeys with two people who speak give each a tone. */
  readonly hz?: number;
}

/** Debian's Chromium without a window, with a microphone that plays a known tone. */
export class TestBrowser {
  readonly #browser: Browser;
  readonly #folder: TempFolder;

  private constructor(browser: Browser, folder: TempFolder) {
    this.#browser = browser;
    this.#folder = folder;
  }

  static async start({ microphone = 'granted', hz = microphoneHz }: BrowserOptions = {}): Promise<TestBrowser> {
    const folder = new TempFolder();
    const tone = folder.file('microphone.wav');
    writeFileSync(tone, burstsWav(hz, 6));
    const browser = await chromium.launch({
      executablePath: chromiumPath(),
      headless: false,
      args: [
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${tone}`,
        `--use-fake-ui-for-media-stream${microphone === 'refused' ? '=deny' : ''}`,
      ],
    });
    return new TestBrowser(browser, folder);
  }

  /** A person's own window: cookies and stored choices of its own. */
  async window(options: Parameters<Browser['newContext']>[0] = {}): Promise<Window> {
    const context = await this.#browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', ...options });
    return await Window.open(context);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    this.#folder.remove();
  }
}

/** What went wrong on a page without anybody asking. */
export interface PageFaults {
  /** Uncaught errors and console messages of level error. */
  readonly errors: string[];
  /** Refused by the page's content security policy. */
  readonly violations: string[];
}

/** One browser window (context) and its tabs; every tab is watched for faults and its connections can be looked into. */
export class Window {
  readonly context: BrowserContext;
  readonly faults: PageFaults = { errors: [], violations: [] };

  private constructor(context: BrowserContext) {
    this.context = context;
  }

  static async open(context: BrowserContext): Promise<Window> {
    const window = new Window(context);
    await context.exposeFunction('journeyViolation', (text: string) => window.faults.violations.push(text));
    await context.addInitScript(watchPage);
    const test = expect.getState().currentTestName ?? 'unnamed';
    onTestFailed(() => window.photograph(test));
    return window;
  }

  async tab(): Promise<Page> {
    const page = await this.context.newPage();
    page.on('pageerror', (error) => this.faults.errors.push(String(error.stack ?? error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.errors.push(`${message.text()} (${message.location().url})`);
    });
    return page;
  }

  close(): Promise<void> {
    return this.context.close();
  }

  /** What every tab shows and what went wrong in it, into TestResults beside the journeys: for whoever reads a failure. */
  async photograph(name: string, remarks: readonly string[] = []): Promise<void> {
    const folder = join(root, 'web/journeys/TestResults', name.replace(/[^a-z0-9]+/gi, '-').slice(0, 80));
    mkdirSync(folder, { recursive: true });
    const notes: string[] = [...remarks, ...this.faults.errors, ...this.faults.violations];
    for (const [i, page] of this.context.pages().entries()) {
      const limit = { timeout: 5000 };
      await page
        .screenshot({ path: join(folder, `tab-${i}.png`), ...limit })
        .catch((error: unknown) => notes.push(String(error)));
      notes.push(page.url(), await page.locator('body').ariaSnapshot(limit).catch(String));
    }
    writeFileSync(join(folder, 'notes.txt'), notes.join('\n'));
  }
}

/** Runs in each page before its own scripts: keeps the page's connections where the journey finds them, tells of policy violations. */
function watchPage(): void {
  const scope = globalThis as unknown as {
    journeyPeers: RTCPeerConnection[];
    journeyTimes: { what: string; at: number }[];
    journeyViolation(text: string): void;
    RTCPeerConnection: typeof RTCPeerConnection;
  };
  scope.journeyPeers = [];
  scope.journeyTimes = [];
  const Original = scope.RTCPeerConnection;
  scope.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      scope.journeyPeers.push(this);
      const note = (what: string): unknown => scope.journeyTimes.push({ what, at: performance.now() });
      this.addEventListener('iceconnectionstatechange', () => note(`ice ${this.iceConnectionState}`));
      this.addEventListener('connectionstatechange', () => note(`connection ${this.connectionState}`));
    }
  };
  document.addEventListener('securitypolicyviolation', (event) => {
    scope.journeyViolation(
      `${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile ?? ''}:${event.lineNumber} ${event.sample}`,
    );
  });
}
