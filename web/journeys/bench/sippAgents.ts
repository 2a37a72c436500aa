import { createSocket } from 'node:dgram';
import { join } from 'node:path';
import { Api } from '../src/kit/api.ts';
import type { Center } from '../src/kit/center.ts';
import { ChildProcess } from '../src/kit/childProcess.ts';
import { root } from '../src/kit/places.ts';
import { runVerb } from '../src/kit/program.ts';

const scenarios = join(root, 'tests/data/sipp');

/** SIPp as the phones of some agents, all on one port, each with a call of its own; audio comes back as it went. */
export class SippAgents {
  readonly #phone: ChildProcess;

  private constructor(phone: ChildProcess) {
    this.#phone = phone;
  }

  /** Makes users, registers their phones, begins their sessions on a campaign; all ready. */
  static async start(center: Center, campaign: string, count: number): Promise<SippAgents> {
    const port = await freePort();
    const agents: { api: Api; name: string }[] = [];
    for (let i = 0; i < count; i++) {
      const name = `phone${i}`;
      const user = await center.admin.post<{ sipPassword: string }>('users', {
        userName: name,
        displayName: name,
        roles: ['agent'],
        teams: [],
      });
      const key = await runVerb('apikey', 'add', `key-${name}`, '--user', name, '--data', center.folder.file('data'));
      await register(center.dialer.address('sip'), name, user.sipPassword, port);
      agents.push({ name, api: new Api(center.http, key) });
    }
    const media = String(await freePort());
    const phone = sipp('-sf', join(scenarios, 'phone.xml'), '-p', String(port), '-rtp_echo', '-mp', media);
    for (const { api } of agents) {
      await api.post('agent/session', { campaignIds: [campaign], phone: 'sip' });
      await api.until<{ state: string }>('the phone to be connected', 'agent', (agent) => agent.state === 'paused', 15_000);
      await api.put('agent/state', { state: 'ready' });
    }
    return new SippAgents(phone);
  }

  async stop(): Promise<void> {
    this.#phone.signal('SIGKILL');
    await this.#phone.ends(5_000);
  }
}

function sipp(...args: string[]): ChildProcess {
  return ChildProcess.start('sipp', ['-i', '127.0.0.1', '-nostdin', '-skip_rlimit', ...args]);
}

async function register(registrar: string, user: string, password: string, port: number): Promise<void> {
  const credentials = ['-s', user, '-au', user, '-ap', password];
  const scenario = ['-sf', join(scenarios, 'phone-register.xml'), '-p', String(port)];
  const run = sipp(registrar, ...scenario, '-m', '1', ...credentials, '-timeout', '10', '-timeout_error');
  if (!(await run.ends(20_000))) throw new Error(`SIPp could not register ${user}. ${run.dump()}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
