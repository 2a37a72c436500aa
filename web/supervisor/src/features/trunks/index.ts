import { ApiOutlined } from '@ant-design/icons';
import { latePart } from '@callcenter/ui';
import type { Feature } from '../../shell/feature';
import type en from './strings/en.json';

export const trunks: Feature = {
  name: 'trunks',
  path: 'trunks',
  nav: { group: 'administration', icon: ApiOutlined },
  permission: ['trunk.read'],
  page: latePart(() => import('./TrunksPage')),
};

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    trunks: typeof en;
  }
}
