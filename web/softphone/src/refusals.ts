import { type Failure, SoftphoneError } from './failure';

/** The server's stable code in an error's message (`HubException: phone_open_elsewhere: ...`); null when it did not come from there. */
export function serverCode(error: unknown): { code: string; text: string } | null {
  const message = error instanceof Error ? error.message : String(error);
  const found = /(?:^|HubException: )([a-z][a-z0-9]*(?:_[a-z0-9]+)*): (.*)$/s.exec(message);
  return found?.[1] ? { code: found[1], text: found[2] ?? '' } : null;
}

/** What went wrong with an offer. */
export function offerFailure(error: unknown): Failure {
  if (error instanceof SoftphoneError) {
    return error.failure;
  }

  const refusal = serverCode(error);
  if (refusal) {
    return {
      code: refusal.code === 'phone_open_elsewhere' ? 'openElsewhere' : 'refused',
      serverCode: refusal.code,
      detail: refusal.text,
    };
  }

  return { code: 'network', detail: error instanceof Error ? error.message : String(error) };
}

/** What went wrong with getUserMedia (Media Capture and Streams 10.2). */
export function microphoneFailure(error: unknown): Failure {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  const detail = `${name}: ${message}`;
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return { code: 'microphoneRefused', detail };
    case 'NotReadableError':
    case 'AbortError':
      return { code: 'microphoneBusy', detail };
    default:
      return { code: 'noMicrophone', detail };
  }
}
