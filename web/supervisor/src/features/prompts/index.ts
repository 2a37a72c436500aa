import { SoundOutlined } from '@ant-design/icons';
import { latePart } from '@callcenter/ui';
import type { Feature } from '../../shell/feature';
import type en from './strings/en.json';

export const prompts: Feature = {
  name: 'prompts',
  path: 'prompts',
  nav: { group: 'campaigns', icon: SoundOutlined },
  permission: ['prompt.read'],
  page: latePart(() => import('./PromptsPage')),
};

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    prompts: typeof en;
  }
}
