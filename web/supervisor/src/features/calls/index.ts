import { PhoneOutlined } from '@ant-design/icons';
import { latePart } from '@callcenter/ui';
import type { Feature } from '../../shell/feature';
import type en from './strings/en.json';

/** Every call there was: found, read, heard, scored. */
export const calls: Feature = {
  name: 'calls',
  path: 'calls',
  nav: { group: 'quality', icon: PhoneOutlined },
  permission: ['call.read'],
  page: latePart(() => import('./CallsPage')),
};

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    calls: typeof en;
  }
}
