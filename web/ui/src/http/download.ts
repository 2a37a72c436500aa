import { problemOf } from './problem';

/** Fetches a file of the API and hands it to the browser to keep; an answer that says no is thrown as an ApiError. */
export async function download(path: string, fileName: string, signal?: AbortSignal): Promise<void> {
  const response = await fetch(`/api/v1${path}`, { credentials: 'same-origin', ...(signal ? { signal } : {}) });
  if (!response.ok) {
    throw await problemOf(response);
  }

  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // Not at once: the browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
