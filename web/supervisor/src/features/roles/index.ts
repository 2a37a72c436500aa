import { SafetyCertificateOutlined } from '@ant-design/icons';
import { latePart } from '@callcenter/ui';
import type { Feature } from '../../shell/feature';
import type en from './strings/en.json';

export const roles: Feature = {
  name: 'roles',
  path: 'roles',
  nav: { group: 'administration', icon: SafetyCertificateOutlined },
  permission: ['role.read'],
  page: latePart(() => import('./RolesPage')),
};

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    roles: typeof en;
  }
}
