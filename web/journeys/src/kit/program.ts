import { ChildProcess } from './childProcess.ts';
import { programPath } from './places.ts';

const startLimitMs = 45_000;

// Below the ports that the system hands out, and below those of the C# journeys; another block for each start.
let nextBlock = process.pid % 30;

function rtpRange(): string {
  const low = 10_000 + (nextBlock++ % 33) * 300;
  return `${low}-${low + 299}`;
}

/** The built program serving on ports it chose itself, over a data folder the journey names. */
export class Program {
  readonly process: ChildProcess;
  readonly data: string;

  private constructor(process: ChildProcess, data: string) {
    this.process = process;
    this.data = data;
  }

  /** `serve`, `demo` or `carrier`; options are added to port 0 everywhere. */
  static async start(
    verb: 'serve' | 'demo',
    data: string,
    options: readonly string[] = [],
    environment: Record<string, string> = {},
  ): Promise<Program> {
    const carrier = verb === 'demo' ? ['--carrier', '127.0.0.1:0'] : [];
    const ports = ['--http', '127.0.0.1:0', '--sip', '127.0.0.1:0', '--webrtc', '127.0.0.1:0', '--rtp', rtpRange()];
    const process = ChildProcess.start(programPath(), [verb, '--data', data, ...ports, ...carrier, ...options], environment);
    const program = new Program(process, data);
    try {
      await process.line('ready', startLimitMs);
      return program;
    } catch (error) {
      await program.stop();
      throw error;
    }
  }

  /** A line that the program printed about itself, such as http, sip or webrtc. */
  address(name: string): string {
    const found = this.process.lines.find((line) => line.startsWith(`${name}: `));
    if (found === undefined) throw new Error(`The program told no address '${name}'. ${this.process.dump()}`);
    return found.slice(name.length + 2).trim();
  }

  /** Address of the web server without a slash at the end. */
  get http(): string {
    return this.address('http').replace(/\/$/, '');
  }

  stop(): Promise<number | null> {
    return this.process.stop();
  }
}

/** Runs a verb to its end and returns what it printed. */
export async function runVerb(...args: string[]): Promise<string> {
  const process = ChildProcess.start(programPath(), args);
  if (!(await process.ends(60_000))) process.signal('SIGKILL');
  return process.lines.join('\n').trim();
}
