import { StarOutlined } from '@ant-design/icons';
import { latePart } from '@callcenter/ui';
import { addCallAside } from '../../live/slots';
import type { Feature } from '../../shell/feature';
import { ScoreAside } from './ScoreAside';
import type en from './strings/en.json';

/** What coaches gave, and what it comes to. */
export const scores: Feature = {
  name: 'scores',
  path: 'scores',
  nav: { group: 'quality', icon: StarOutlined },
  permission: ['score.read'],
  page: latePart(() => import('./ScoresPage')),
};

addCallAside({ key: 'scores', permission: ['score.edit'], component: ScoreAside });

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    scores: typeof en;
  }
}
