import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const stopLimitMs = 15_000;
const running = new Set<ChildProcessWithoutNullStreams>();

// A worker that is torn down takes its children along; each by its own id.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A process of ours: its lines are kept, signals go to its own id only, and it never outlives its owner. */
export class ChildProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: string[] = [];
  readonly #waiting = new Set<() => void>();
  #errors = '';
  #ended = false;

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    running.add(child);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#errors += text;
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.#lines.push(line);
      this.#wake();
    });
    child.on('error', (error) => {
      this.#errors += String(error);
      this.#finish();
    });
    child.on('close', () => this.#finish());
  }

  static start(program: string, args: readonly string[], environment: Record<string, string> = {}): ChildProcess {
    return new ChildProcess(spawn(program, args, { env: { ...process.env, ...environment }, stdio: 'pipe' }));
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The first line from the given index on that starts with the prefix, without it. Fails with all that was printed. */
  async line(prefix: string, limitMs: number, from = 0): Promise<string> {
    const deadline = performance.now() + limitMs;
    for (;;) {
      const found = this.#lines.slice(from).find((line) => line.startsWith(prefix));
      if (found !== undefined) return found.slice(prefix.length).trim();
      if (this.#ended) throw new Error(`The process ended without the line '${prefix}'. ${this.dump()}`);
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`No line '${prefix}' within ${limitMs / 1000} s. ${this.dump()}`);
      await this.#more(left);
    }
  }

  /** Writes a line to its standard input and returns the line it prints next. */
  async ask(command: string, limitMs: number): Promise<string> {
    const from = this.#lines.length;
    this.#child.stdin.write(`${command}\n`);
    return await this.line('', limitMs, from);
  }

  signal(name: NodeJS.Signals): void {
    if (!this.#ended) this.#child.kill(name);
  }

  /** Waits for its end; true when it ended within the limit. */
  async ends(limitMs: number): Promise<boolean> {
    if (!this.#ended) await Promise.race([once(this.#child, 'close'), this.#more(limitMs, true)]);
    return this.#ended;
  }

  /** Ctrl-C, and after a while the end without a question. Returns the exit code, null when it had to be killed. */
  async stop(): Promise<number | null> {
    this.signal('SIGINT');
    if (await this.ends(stopLimitMs)) return this.#child.exitCode;
    this.signal('SIGKILL');
    await this.ends(stopLimitMs);
    return null;
  }

  dump(): string {
    return `Output:\n${this.#lines.slice(-60).join('\n')}\nErrors:\n${this.#errors.slice(-4000)}`;
  }

  #more(limitMs: number, onlyEnd = false): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        if (onlyEnd && !this.#ended && performance.now() < deadline) return;
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const deadline = performance.now() + limitMs;
      const timer = setTimeout(done, limitMs + 1);
      this.#waiting.add(done);
    });
  }

  #wake(): void {
    for (const waiting of [...this.#waiting]) waiting();
  }

  #finish(): void {
    this.#ended = true;
    running.delete(this.#child);
    this.#wake();
  }
}
