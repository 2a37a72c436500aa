import { ApiError } from '@callcenter/ui';
import { api } from '../live/api';

const root = '/api/v1';

/** Sends a form with files; tells how much of it has left, 0 to 1 (fetch cannot). An answer that says no is thrown as an ApiError. */
export async function sendForm<T>(
  path: string,
  form: FormData,
  onProgress?: (share: number) => void,
  signal?: AbortSignal,
): Promise<T> {
  const forgery = await api.forgeryHeader({ anew: false });
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', root + path);
    for (const [name, value] of Object.entries(forgery)) {
      request.setRequestHeader(name, value);
    }

    request.responseType = 'text';
    request.upload.onprogress = (event) => onProgress?.(event.lengthComputable ? event.loaded / event.total : 0);
    request.onerror = () => reject(new ApiError(0, 'network', 'The server did not answer.'));
    request.onabort = () => reject(signal?.reason ?? new DOMException('Aborted', 'AbortError'));
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) {
        resolve(body as T);
        return;
      }

      const problem = (body ?? {}) as Record<string, unknown>;
      const { code, detail } = problem;
      reject(
        new ApiError(
          request.status,
          typeof code === 'string' ? code : `http_${request.status}`,
          typeof detail === 'string' ? detail : '',
          problem,
        ),
      );
    };
    signal?.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
