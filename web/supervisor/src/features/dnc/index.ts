import { StopOutlined } from '@ant-design/icons';
import { latePart } from '@callcenter/ui';
import type { Feature } from '../../shell/feature';
import type en from './strings/en.json';

/** Numbers and prefixes that are not called. */
export const dnc: Feature = {
  name: 'dnc',
  path: 'dnc',
  nav: { group: 'lists', icon: StopOutlined },
  permission: ['dnc.read'],
  page: latePart(() => import('./DncPage')),
};

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    dnc: typeof en;
  }
}
