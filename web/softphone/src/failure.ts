/**
 * Why the phone does not work, for the screen to put into words:
 * microphoneRefused (the person or a policy said no), noMicrophone (none is plugged in), microphoneBusy (another program holds it),
 * insecureContext (neither https nor localhost: browsers give no microphone), openElsewhere (another tab has the phone: offer to take
 * over), takenOver (another tab took it from this one), network (no way to the server's media port), refused (the server said no: serverCode).
 */
export type FailureCode =
  | 'microphoneRefused'
  | 'noMicrophone'
  | 'microphoneBusy'
  | 'insecureContext'
  | 'openElsewhere'
  | 'takenOver'
  | 'network'
  | 'refused';

export interface Failure {
  readonly code: FailureCode;
  /** Stable code of the server, when it was the server that refused. */
  readonly serverCode?: string;
  /** English, for the log. */
  readonly detail: string;
}

/** A failure on its way up. */
export class SoftphoneError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.code}: ${failure.detail}`);
    this.name = 'SoftphoneError';
    this.failure = failure;
  }
}
