import type { Me } from '../http/api';

export type Application = 'agent' | 'supervisor';

// As the front page decides (src/Portal/Pages).
const supervising = ['call.read', 'campaign.read', 'user.read', 'audit.read'];

/** The applications that a person's roles open. */
export function applicationsOf(me: Me | undefined): Application[] {
  const has = (permission: string) => me?.permissions.includes(permission) === true;
  return [...(has('agent.work') ? (['agent'] as const) : []), ...(supervising.some(has) ? (['supervisor'] as const) : [])];
}
