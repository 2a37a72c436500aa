import { UnorderedListOutlined } from '@ant-design/icons';
import { latePart } from '@callcenter/ui';
import type { Feature } from '../../shell/feature';
import type en from './strings/en.json';

/** Lists, and the files that fill them. */
export const lists: Feature = {
  name: 'lists',
  path: 'lists',
  nav: { group: 'lists', icon: UnorderedListOutlined },
  permission: ['list.read'],
  page: latePart(() => import('./ListsPage')),
};

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    lists: typeof en;
  }
}
