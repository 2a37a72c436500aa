export interface Team {
  id: string;
  name: string;
}

export interface User {
  id: string;
  userName: string;
  displayName: string;
  roles: readonly string[];
  teams: readonly Team[];
  campaignIds: readonly string[];
  disabled: boolean;
  mustChangePassword: boolean;
  createdAt: string;
  lastSignInAt: string | null;
  version: number;
  sipPassword: string | null;
  hasPassword: boolean;
  lockedUntil: string | null;
  sessions: number;
}

export const roles = ['agent', 'supervisor', 'coach', 'manager', 'administrator'] as const;
export type Role = (typeof roles)[number];
