import { TagsOutlined } from '@ant-design/icons';
import { latePart } from '@callcenter/ui';
import type { Feature } from '../../shell/feature';
import type en from './strings/en.json';

export const dispositions: Feature = {
  name: 'dispositions',
  path: 'dispositions',
  nav: { group: 'campaigns', icon: TagsOutlined },
  permission: ['disposition.read'],
  page: latePart(() => import('./DispositionsPage')),
};

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    dispositions: typeof en;
  }
}
