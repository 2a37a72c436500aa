import { api } from '../../live/api';

/** A lead as the server shows it. */
export interface LeadView {
  id: string;
  listId: string;
  customerId: string;
  name: string;
  company: string;
  number: string;
  uploadId: string | null;
  state: string;
  priority: number;
  attempts: number;
  nextAt: string;
  lastOutcome: string | null;
  lastDisposition: string | null;
  lastAttemptAt: string | null;
  custom: Record<string, string>;
  customer: LeadCustomer | null;
}

export interface LeadCustomer {
  firstName: string;
  lastName: string;
  email: string | null;
  language: string | null;
  timeZone: string | null;
  segment: string | null;
  owner: string | null;
  externalId: string | null;
  note: string | null;
  numbers: readonly { number: string; type: string; timeZones: readonly string[]; valid: boolean }[];
}

export interface WhyReason {
  code: string;
  text: string;
  count: number;
  remedy: string | null;
}

export interface LeadHistory {
  calls: readonly {
    id: string;
    number: string;
    startedAt: string;
    connectedAt: string | null;
    outcome: string | null;
    disposition: string | null;
  }[];
  decisions: readonly {
    at: string;
    origin: string;
    number: string;
    allowed: boolean;
    reasons: readonly string[];
  }[];
}

export interface ListName {
  id: string;
  name: string;
  defaultCountry: string;
}

export const getLead = (id: string, signal: AbortSignal) => api.get<LeadView>(`/leads/${id}`, signal);
export const getHistory = (id: string, signal: AbortSignal) => api.get<LeadHistory>(`/leads/${id}/history`, signal);
export const getWhy = (id: string, signal: AbortSignal) => api.get<{ reasons: readonly WhyReason[] }>(`/leads/${id}/why`, signal);
export const getListNames = (signal: AbortSignal) =>
  api.get<{ items: readonly ListName[] }>('/lists?archived=true&limit=500', signal);
