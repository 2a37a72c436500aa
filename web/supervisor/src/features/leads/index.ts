import { ContactsOutlined } from '@ant-design/icons';
import { latePart } from '@callcenter/ui';
import type { Feature } from '../../shell/feature';
import type en from './strings/en.json';

/** Leads: found, and why each is or is not dialled. */
export const leads: Feature = {
  name: 'leads',
  path: 'leads',
  nav: { group: 'lists', icon: ContactsOutlined },
  permission: ['lead.read'],
  page: latePart(() => import('./LeadsPage')),
};

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    leads: typeof en;
  }
}
