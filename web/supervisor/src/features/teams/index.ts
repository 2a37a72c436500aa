import { TeamOutlined } from '@ant-design/icons';
import { latePart } from '@callcenter/ui';
import type { Feature } from '../../shell/feature';
import type en from './strings/en.json';

export const teams: Feature = {
  name: 'teams',
  path: 'teams',
  nav: { group: 'administration', icon: TeamOutlined },
  permission: ['team.read'],
  page: latePart(() => import('./TeamsPage')),
};

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    teams: typeof en;
  }
}
