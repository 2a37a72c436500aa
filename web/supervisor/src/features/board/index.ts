import { DashboardOutlined } from '@ant-design/icons';
import { latePart } from '@callcenter/ui';
import type { Feature } from '../../shell/feature';
import type en from './strings/en.json';

export const board: Feature = {
  name: 'board',
  path: 'board',
  nav: { group: 'live', icon: DashboardOutlined },
  permission: ['board.watch'],
  page: latePart(() => import('./BoardPage')),
};

/** The same floor for a screen on the wall. */
export const wall: Feature = {
  name: 'board',
  path: 'wall',
  nav: null,
  permission: ['board.watch'],
  page: latePart(() => import('./wall/WallPage')),
  bare: true,
};

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    board: typeof en;
  }
}
