import type { Api, Page } from './api.ts';
import { Carrier } from './carrier.ts';
import { Center, type CenterOptions } from './center.ts';

/** What every customer hums. No multiple of the microphone's tone, and not near it. */
export const customerHz = 440;

export interface StoryOptions extends Omit<CenterOptions, 'verb'> {
  /** How many customers the list has; each answers within seconds and stays for a minute. */
  readonly customers?: number;
  /** The list itself, instead of plain customers: CSV and what its columns mean. */
  readonly list?: { readonly csv: string; readonly columns: Record<string, string> };
  readonly wrapUpSeconds?: number;
}

/** A demo with a campaign of the journey's own, whose customers hum: who hears whom can be measured. */
export class Story {
  readonly center: Center;
  readonly carrier: Carrier;
  readonly campaign: string;

  private constructor(center: Center, carrier: Carrier, campaign: string) {
    this.center = center;
    this.carrier = carrier;
    this.campaign = campaign;
  }

  static readonly campaignName = 'Journey';

  static async start({ customers = 3, list, wrapUpSeconds = 60, ...options }: StoryOptions = {}): Promise<Story> {
    const center = await Center.start({ ...options, verb: 'demo' });
    let carrier: Carrier | undefined;
    try {
      carrier = await Carrier.start(center.folder, customerHz);
      const api = center.admin;
      await api.post(`campaigns/${await center.onlyCampaign()}/stop`);
      const people = list ?? plainCustomers(customers);
      const campaign = await api.post<{ id: string }>('campaigns', {
        name: Story.campaignName,
        mode: 'progressive',
        listIds: [await api.addList('Journey people', people.csv, people.columns)],
        trunkIds: [await api.addTrunk('Journey town', carrier.port)],
        callerId: '+12125550199',
        ringTimeoutSeconds: 20,
        ruleSet: 'none',
        amd: 'off',
        wrapUpSeconds,
      });
      await api.post(`campaigns/${campaign.id}/start`);
      return new Story(center, carrier, campaign.id);
    } catch (error) {
      await carrier?.stop();
      await center.stop();
      throw error;
    }
  }

  get admin(): Api {
    return this.center.admin;
  }

  /** The call that has its record, newest last. */
  calls(): Promise<Page<unknown>> {
    return this.admin.get(`calls?campaignId=${this.campaign}`);
  }

  async stop(): Promise<void> {
    await this.center.stop();
    await this.carrier.stop();
  }
}

/** Customers one after the other: numbers that end in 00 are people who stay on the line for a minute. */
function plainCustomers(count: number): { csv: string; columns: Record<string, string> } {
  const areas = ['212', '312', '303', '415', '206', '617', '713', '404', '602', '313', '214', '503'];
  const rows = areas.slice(0, count).map((area, i) => `Customer ${i + 1},+1${area}5550100,Gold ${i + 1}`);
  return { csv: ['Name,Phone,Plan', ...rows].join('\n'), columns: { Name: 'fullName', Phone: 'phone1', Plan: 'custom.plan' } };
}
