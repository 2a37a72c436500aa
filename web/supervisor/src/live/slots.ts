import type { BoardAgent } from '@callcenter/ui/contracts';
import type { ComponentType } from 'react';

export interface AgentToolProps {
  agent: BoardAgent;
}

export interface AgentTool {
  key: string;
  /** Any one of them shows it. */
  permission: readonly string[];
  /** Small: stands on the agent's tile and in the agent's row. */
  component: ComponentType<AgentToolProps>;
}

export interface Dock {
  key: string;
  permission: readonly string[];
  /** Stands right of every page, whichever is open; renders nothing while it has nothing to show. */
  component: ComponentType;
}

export interface CallAside {
  key: string;
  permission: readonly string[];
  /** Stands beside the call that is listened to; stays for a while after its end. */
  component: ComponentType<{ callId: string }>;
}

const tools: AgentTool[] = [];
const docks: Dock[] = [];
const asides: CallAside[] = [];

/** For a feature's `index.ts`: adds buttons to every agent on the board. The tile or row around them carries `data-agent="id"`. */
export function addAgentTool(tool: AgentTool): void {
  tools.push(tool);
}

/** For a feature's `index.ts`: adds a panel beside all pages. */
export function addDock(dock: Dock): void {
  docks.push(dock);
}

/** For a feature's `index.ts`: adds a panel beside the call that is listened to. */
export function addCallAside(aside: CallAside): void {
  asides.push(aside);
}

export const agentTools: readonly AgentTool[] = tools;
export const allDocks: readonly Dock[] = docks;
export const callAsides: readonly CallAside[] = asides;
