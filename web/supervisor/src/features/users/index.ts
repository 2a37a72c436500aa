import { UserOutlined } from '@ant-design/icons';
import { latePart } from '@callcenter/ui';
import type { Feature } from '../../shell/feature';
import type en from './strings/en.json';

export const users: Feature = {
  name: 'users',
  path: 'users',
  nav: { group: 'administration', icon: UserOutlined },
  permission: ['user.read'],
  page: latePart(() => import('./UsersPage')),
};

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    users: typeof en;
  }
}
