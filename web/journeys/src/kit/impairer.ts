import { ChildProcess } from './childProcess.ts';
import { impairerPath } from './places.ts';

const limitMs = 5_000;

/** Numbers of the program's line `stats`. */
export interface NetworkCounts {
  readonly clients: number;
  readonly up: number;
  readonly down: number;
  readonly lostUp: number;
  readonly lostDown: number;
}

/** A bad network in front of a UDP port, in a process of its own; browsers are told its address instead of the server's. */
export class Impairer {
  readonly address: string;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, address: string) {
    this.#process = process;
    this.address = address;
  }

  /** Listens at once; where datagrams go is told later by `target`, since the server must know our address before it starts. */
  static async start(): Promise<Impairer> {
    const process = ChildProcess.start(impairerPath(), ['127.0.0.1:0', '127.0.0.1:9']);
    return new Impairer(process, await process.line('listening: ', 20_000));
  }

  async target(address: string): Promise<void> {
    await this.tell(`target ${address}`);
  }

  /** Nothing passes in either direction while on. */
  async cut(on: boolean): Promise<void> {
    await this.tell(`cut ${on ? 'on' : 'off'}`);
  }

  /** Any command of tests/Impairer. */
  async tell(command: string): Promise<string> {
    const answer = await this.#process.ask(command, limitMs);
    if (!answer.startsWith('ok')) throw new Error(`Impairer, '${command}': ${answer}`);
    return answer;
  }

  async counts(): Promise<NetworkCounts> {
    const words = (await this.tell('stats')).split(' ');
    const number = (name: string): number => Number(words[words.indexOf(name) + 1]);
    return {
      clients: number('clients'),
      up: number('up'),
      down: number('down'),
      lostUp: number('lost-up'),
      lostDown: number('lost-down'),
    };
  }

  async stop(): Promise<void> {
    this.#process.signal('SIGTERM');
    if (!(await this.#process.ends(limitMs))) this.#process.signal('SIGKILL');
  }
}
