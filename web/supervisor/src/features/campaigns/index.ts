import { RocketOutlined } from '@ant-design/icons';
import { latePart } from '@callcenter/ui';
import type { Feature } from '../../shell/feature';
import type en from './strings/en.json';

export const campaigns: Feature = {
  name: 'campaigns',
  path: 'campaigns',
  nav: { group: 'campaigns', icon: RocketOutlined },
  permission: ['campaign.read'],
  page: latePart(() => import('./CampaignsPage')),
};

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    campaigns: typeof en;
  }
}
