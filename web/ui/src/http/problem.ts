/** An answer that says no (RFC 9457), or no answer at all. */
export class ApiError extends Error {
  /** 0 when there was no answer. */
  readonly status: number;

  /** Stable, snake_case; `network` or `timeout` without an answer. */
  readonly code: string;

  /** What was wrong with single fields. */
  readonly errors: Record<string, string[]>;

  /** The whole problem, for codes that carry more. */
  readonly body: Record<string, unknown>;

  /** Seconds after which trying again makes sense, when the server says so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: string, message: string, body: Record<string, unknown> = {}, retryAfter?: number) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.body = body;
    this.errors = isErrors(body.errors) ? body.errors : {};
    this.retryAfter = retryAfter;
  }

  /** True when the same request may succeed later: nobody answered, or nobody could. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

function isErrors(value: unknown): value is Record<string, string[]> {
  return typeof value === 'object' && value !== null && Object.values(value).every(Array.isArray);
}

/** The error of an answer that was not a success. */
export async function problemOf(response: Response): Promise<ApiError> {
  const after = Number(response.headers.get('Retry-After'));
  let body: Record<string, unknown> = {};
  try {
    const read: unknown = await response.json();
    body = typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    // A proxy's page instead of a problem: the status alone must do.
  }

  const code = typeof body.code === 'string' ? body.code : `http_${response.status}`;
  const text = [body.detail, body.title].find((value) => typeof value === 'string');
  return new ApiError(
    response.status,
    code,
    typeof text === 'string' ? text : response.statusText,
    body,
    after > 0 ? after : undefined,
  );
}
