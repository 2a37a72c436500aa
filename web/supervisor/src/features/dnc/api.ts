/** An entry as the server shows it. */
export interface DncView {
  id: string;
  number: string;
  kind: 'number' | 'prefix';
  campaignId: string | null;
  source: string;
  reason: string | null;
  callId: string | null;
  createdAt: string;
}

/** What became of a do-not-call file; rows = added + already + rejected. */
export interface DncReport {
  rows: number;
  added: number;
  already: number;
  rejected: number;
  column: string;
  rejects: readonly { row: number; text: string; code: string; reason: string }[];
}
