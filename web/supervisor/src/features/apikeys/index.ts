import { KeyOutlined } from '@ant-design/icons';
import { latePart } from '@callcenter/ui';
import type { Feature } from '../../shell/feature';
import type en from './strings/en.json';

export const apikeys: Feature = {
  name: 'apikeys',
  path: 'apikeys',
  nav: { group: 'administration', icon: KeyOutlined },
  permission: ['apikey.read'],
  page: latePart(() => import('./ApiKeysPage')),
};

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    apikeys: typeof en;
  }
}
