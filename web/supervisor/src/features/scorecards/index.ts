import { FormOutlined } from '@ant-design/icons';
import { latePart } from '@callcenter/ui';
import type { Feature } from '../../shell/feature';
import type en from './strings/en.json';

/** The forms that calls are judged by. */
export const scorecards: Feature = {
  name: 'scorecards',
  path: 'scorecards',
  nav: { group: 'quality', icon: FormOutlined },
  permission: ['scorecard.edit', 'score.read'],
  page: latePart(() => import('./ScorecardsPage')),
};

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    scorecards: typeof en;
  }
}
