import { api } from '../../live/api';
import { sendForm } from '../../parts/sendForm';

/** A list as the server shows it. */
export interface ListView {
  id: string;
  name: string;
  defaultCountry: string;
  fields: readonly string[];
  leads: number;
  states: Record<string, number>;
  campaignIds: readonly string[];
  archivedAt: string | null;
  createdAt: string;
  version: number;
}

export type UploadState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'undone';
export type DuplicateMode = 'skip' | 'update' | 'merge';
export type DuplicateScope = 'file' | 'list' | 'campaign' | 'all';

/** An upload; rows = inserted + updated + duplicates + rejected at any moment. */
export interface UploadView {
  id: string;
  listId: string;
  state: UploadState;
  fileName: string;
  dryRun: boolean;
  duplicateMode: DuplicateMode;
  duplicateScope: DuplicateScope;
  encoding: string | null;
  separator: string | null;
  rows: number;
  inserted: number;
  updated: number;
  duplicates: number;
  rejected: number;
  doNotCall: number;
  warnings: number;
  progress: number;
  error: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export type ColumnKind = 'empty' | 'text' | 'phone' | 'email' | 'date' | 'number';
export type RowVerdict = 'new' | 'update' | 'duplicate' | 'rejected';

export interface ColumnView {
  name: string;
  kind: ColumnKind;
  target: string | null;
  guess: string | null;
  samples: readonly string[];
}

export interface PreviewNumber {
  number: string;
  type: string;
  country: string | null;
  timeZones: readonly string[];
  doNotCall: boolean;
}

export interface PreviewRow {
  row: number;
  cells: readonly string[];
  verdict: RowVerdict;
  code: string | null;
  reason: string | null;
  name: string | null;
  numbers: readonly PreviewNumber[];
  inFile: boolean;
}

/** A file that waits, as it would be read. */
export interface FilePreview {
  id: string;
  fileName: string;
  bytes: number;
  kind: 'csv' | 'xlsx';
  encoding: string;
  separator: string | null;
  header: boolean;
  sheet: string | null;
  sheets: readonly string[];
  remembered: boolean;
  columns: readonly ColumnView[];
  rows: readonly PreviewRow[];
  fault: { code: string; field: string; message: string } | null;
}

/** How a file is to be read; null members are found out by the server. */
export interface Reading {
  encoding: string;
  separator: string;
  header: boolean | null;
  sheet: string | null;
}

/** "#1" (the first column) to a field. */
export type Columns = Record<string, string>;

export interface Choices {
  duplicates: DuplicateMode;
  duplicateScope: DuplicateScope;
}

export const isOpen = (upload: UploadView) => upload.state === 'queued' || upload.state === 'running';

export const getList = (id: string, signal: AbortSignal) => api.tagged<ListView>(`/lists/${id}`, signal);

export const getUpload = (id: string, signal: AbortSignal) => api.get<UploadView>(`/uploads/${id}`, signal);

/** Sends a file; it waits in the list until it is imported. */
export function sendFile(
  list: string,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<FilePreview> {
  const form = new FormData();
  form.set('file', file);
  return sendForm<FilePreview>(`/lists/${list}/files`, form, onProgress, signal);
}

/** The file read and mapped in another way. */
export function previewFile(
  list: string,
  file: string,
  reading: Reading,
  columns: Columns | null,
  choices: Choices,
  signal: AbortSignal,
): Promise<FilePreview> {
  return api.post<FilePreview>(`/lists/${list}/files/${file}/preview`, { ...reading, columns, ...choices }, { signal });
}

/** Imports a file that waits, or only counts what would become of it. */
export function importFile(
  list: string,
  file: string,
  reading: Reading,
  columns: Columns,
  choices: Choices,
  dryRun: boolean,
): Promise<UploadView> {
  const form = new FormData();
  form.set('fileId', file);
  form.set('mapping', JSON.stringify({ ...reading, columns }));
  form.set('duplicates', choices.duplicates);
  form.set('duplicateScope', choices.duplicateScope);
  form.set('dryRun', String(dryRun));
  return sendForm<UploadView>(`/lists/${list}/uploads`, form);
}
