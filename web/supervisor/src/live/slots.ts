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

const tools: AgentTool[] = [];
const docks: Dock[] = [];

/** For a feature's `index.ts`: adds buttons to every agent on the board. The tile or row around them carries `data-agent="id"`. */
export function addAgentTool(tool: AgentTool): void {
  tools.push(tool);
}

/** For a feature's `index.ts`: adds a panel beside all pages. */
export function addDock(dock: Dock): void {
  docks.push(dock);
}

export const agentTools: readonly AgentTool[] = tools;
export const allDocks: readonly Dock[] = docks;
