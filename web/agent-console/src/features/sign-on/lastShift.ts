import { keep, kept } from '@callcenter/ui';
import type { CampaignId, PhoneKind } from '@callcenter/ui/contracts';

/** What was chosen at the last sign-on on this machine. */
export interface LastShift {
  campaignIds: CampaignId[];
  phone: PhoneKind;
}

const place = 'callcenter.shift';

/** The last choice; empty when there is none or it cannot be read. */
export function lastShift(): LastShift {
  try {
    const read = JSON.parse(kept(place) ?? '{}') as Partial<LastShift>;
    return {
      campaignIds: Array.isArray(read.campaignIds) ? read.campaignIds : [],
      phone: read.phone === 'sip' ? 'sip' : 'browser',
    };
  } catch {
    return { campaignIds: [], phone: 'browser' };
  }
}

export function keepShift(shift: LastShift): void {
  keep(place, JSON.stringify(shift));
}
