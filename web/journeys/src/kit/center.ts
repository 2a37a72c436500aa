import { Api, type Page } from './api.ts';
import { Impairer } from './impairer.ts';
import { TempFolder } from './places.ts';
import { Program, runVerb } from './program.ts';

export interface CenterOptions {
  /** demo: with demo data and demo carrier, as ./run starts it. */
  readonly verb?: 'serve' | 'demo';
  /** A bad network between browsers and the server's audio port. */
  readonly impaired?: boolean;
  /** The dialer and the web services as two processes over one data folder. */
  readonly twoProcesses?: boolean;
}

/** The built program over a data folder of its own, seen as an administrator sees it: command line, HTTP API, browser. */
export class Center {
  readonly folder: TempFolder;
  readonly admin: Api;
  readonly network: Impairer | undefined;
  readonly #programs: readonly Program[];

  private constructor(folder: TempFolder, admin: Api, programs: readonly Program[], network: Impairer | undefined) {
    this.folder = folder;
    this.admin = admin;
    this.network = network;
    this.#programs = programs;
  }

  static async start({ verb = 'serve', impaired = false, twoProcesses = false }: CenterOptions = {}): Promise<Center> {
    const folder = new TempFolder();
    const data = folder.file('data');
    const programs: Program[] = [];
    let network: Impairer | undefined;
    try {
      network = impaired ? await Impairer.start() : undefined;
      const options = network === undefined ? [] : ['--webrtc-advertise', network.address];
      if (twoProcesses) {
        programs.push(await Program.start(verb, data, ['--role', 'dialer', ...options]));
        programs.push(await Program.start(verb, data, ['--role', 'web']));
      } else {
        programs.push(await Program.start(verb, data, options));
      }
      await network?.target((programs[0] as Program).address('webrtc'));
      const key = await runVerb('apikey', 'add', 'journey', '--role', 'administrator', '--data', data);
      return new Center(folder, new Api((programs.at(-1) as Program).http, key), programs, network);
    } catch (error) {
      for (const program of programs) await program.stop();
      await network?.stop();
      folder.remove();
      throw error;
    }
  }

  /** Where browsers go. */
  get http(): string {
    return (this.#programs.at(-1) as Program).http;
  }

  /** The process that dials. */
  get dialer(): Program {
    return this.#programs[0] as Program;
  }

  /** The process that serves screens. */
  get web(): Program {
    return this.#programs.at(-1) as Program;
  }

  /** The API as one of its users. */
  async as(userName: string): Promise<Api> {
    const key = await runVerb('apikey', 'add', `journey-${userName}`, '--user', userName, '--data', this.folder.file('data'));
    return new Api(this.http, key);
  }

  /** The only campaign there is. */
  async onlyCampaign(): Promise<string> {
    const page = await this.admin.get<Page<{ id: string }>>('campaigns');
    if (page.items.length !== 1) throw new Error(`There are ${page.items.length} campaigns`);
    return (page.items[0] as { id: string }).id;
  }

  async stop(): Promise<void> {
    for (const program of [...this.#programs].reverse()) await program.stop();
    await this.network?.stop();
    this.folder.remove();
  }
}
