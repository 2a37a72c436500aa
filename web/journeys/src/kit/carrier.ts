import { existsSync, readFileSync } from 'node:fs';
import { ChildProcess } from './childProcess.ts';
import { programPath, type TempFolder } from './places.ts';
import { waitFor } from './waitFor.ts';
import { type Audio, readWav } from './wav.ts';

/** One line of the carrier's ledger. */
export interface LedgerLine {
  readonly number: string;
  readonly callId: string;
  readonly answeredAt?: string | null;
  readonly endedAt?: string | null;
  readonly end?: string | null;
}

/** The demo carrier alone, with people who hum a tone instead of speaking. */
export class Carrier {
  readonly port: number;
  readonly #process: ChildProcess;
  readonly #folder: TempFolder;

  private constructor(process: ChildProcess, port: number, folder: TempFolder) {
    this.#process = process;
    this.port = port;
    this.#folder = folder;
  }

  static async start(folder: TempFolder, toneHz?: number): Promise<Carrier> {
    const tone = toneHz === undefined ? [] : ['--tone', String(toneHz)];
    const files = ['--ledger', folder.file('ledger.jsonl'), '--heard', folder.file('heard')];
    const process = ChildProcess.start(programPath(), ['carrier', '--listen', '127.0.0.1:0', ...files, ...tone]);
    const address = await process.line('carrier: ', 30_000);
    await process.line('ready', 30_000);
    return new Carrier(process, Number(address.slice(address.lastIndexOf(':') + 1)), folder);
  }

  /** What a customer heard of a call, once it has ended. */
  async heard(number: string, limitMs = 15_000): Promise<Audio> {
    const ended = await waitFor(
      `the end of the call to ${number}`,
      () => this.ledger().findLast((line) => line.number === number && Boolean(line.endedAt)),
      (line) => line !== undefined,
      limitMs,
    );
    const name = (ended?.callId ?? '').replace(/[^A-Za-z0-9.-]/g, '_').replace(/^\.+/, '');
    const file = `heard/${name}.wav`;
    await waitFor(
      `the file ${file}`,
      () => existsSync(this.#folder.file(file)),
      (there) => there,
      limitMs,
    );
    return readWav(readFileSync(this.#folder.file(file)));
  }

  /** Every change of every call, oldest first. */
  ledger(): LedgerLine[] {
    const file = this.#folder.file('ledger.jsonl');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    return lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as LedgerLine);
  }

  async stop(): Promise<void> {
    await this.#process.stop();
  }
}
