import { ApiError } from '@callcenter/ui';
import { api } from '../../live/api';

/** Sends a WAV file as a new prompt. The API client speaks JSON only; this is the one form of the feature. */
export async function uploadPrompt(file: File, name: string, language: string): Promise<void> {
  const form = new FormData();
  form.append('file', file);
  form.append('name', name);
  form.append('language', language);
  const response = await fetch('/api/v1/prompts', {
    method: 'POST',
    body: form,
    credentials: 'same-origin',
    headers: await api.forgeryHeader({ anew: false }),
  }).catch(() => {
    throw new ApiError(0, 'network', 'The server did not answer.');
  });
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    throw new ApiError(
      response.status,
      String(problem.code ?? 'unknown'),
      String(problem.detail ?? response.statusText),
      problem,
    );
  }
}
