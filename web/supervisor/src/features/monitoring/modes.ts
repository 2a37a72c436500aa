import { CustomerServiceOutlined, MessageOutlined, SwapOutlined, UsergroupAddOutlined } from '@ant-design/icons';
import type { MonitoringMode } from '@callcenter/ui/contracts';
import type { ComponentType } from 'react';

export interface ModeFacts {
  mode: MonitoringMode;
  permission: string;
  /** Works on the focused agent, and on the one listened to. */
  chord: string | null;
  icon: ComponentType;
}

/** From the quietest to the loudest. */
export const modes: readonly ModeFacts[] = [
  { mode: 'listen', permission: 'call.listen', chord: 'L', icon: CustomerServiceOutlined },
  { mode: 'whisper', permission: 'call.whisper', chord: 'W', icon: MessageOutlined },
  { mode: 'barge', permission: 'call.barge', chord: 'B', icon: UsergroupAddOutlined },
  { mode: 'takeOver', permission: 'call.barge', chord: null, icon: SwapOutlined },
];

/** What a supervisor does with one click beside an agent; to take over is asked first, in the panel. */
export const quickModes = modes.filter(({ chord }) => chord !== null);
