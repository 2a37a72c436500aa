import { AuditOutlined } from '@ant-design/icons';
import { latePart } from '@callcenter/ui';
import type { Feature } from '../../shell/feature';
import type en from './strings/en.json';

export const audit: Feature = {
  name: 'audit',
  path: 'audit',
  nav: { group: 'administration', icon: AuditOutlined },
  permission: ['audit.read'],
  page: latePart(() => import('./AuditPage')),
};

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    audit: typeof en;
  }
}
