import { addAgentTool, addDock } from '../../live/slots';
import { ListeningDock } from './ListeningDock';
import { ListenTools } from './ListenTools';
import type texts from './strings/en.json';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    monitoring: typeof texts;
  }
}

addAgentTool({ key: 'monitoring', permission: ['call.listen'], component: ListenTools });
addDock({ key: 'monitoring', permission: ['call.listen'], component: ListeningDock });
