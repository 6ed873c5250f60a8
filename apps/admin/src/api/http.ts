import { type Problem, XLSX } from '@groundswell/contracts';
import { HttpError } from 'react-admin';

/** What the API refused, in its own words; `status` 0 when it could not be reached at all. */
export class ApiError extends HttpError {
  readonly at = Date.now();

  constructor(
    message: string,
    override readonly status: number,
    readonly errors: Problem['errors'] = undefined,
    /** Seconds to wait, from `Retry-After`. */
    readonly retryAfter: number | null = null,
    /** Names the fault, so that it can be said in another language; null for what is no problem of the API. */
    readonly fault: Pick<Problem, 'code' | 'values'> | null = null,
  ) {
    super(message, status, { message, errors });
    Object.setPrototypeOf(this, ApiError.prototype);
  }
}

interface Options {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
}

/** Calls `/api/{path}` with the session cookie. @throws ApiError */
export async function request<T>(path: string, { method = 'GET', body, signal }: Options = {}): Promise<T> {
  const response = await send(path, { method, body, signal });
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

/** The same for answers that are not JSON. @throws ApiError */
export async function requestText(path: string, options: Options = {}): Promise<string> {
  return (await send(path, options)).text();
}

/** The same for files, of any size: the browser keeps them where it has room. @throws ApiError */
export async function requestFile(path: string, options: Options = {}): Promise<Blob> {
  return (await send(path, options)).blob();
}

/** What a dialog for files of rows lets choose. */
export const TABLE_FILES = `.csv,.tsv,.txt,.xlsx,text/csv,${XLSX}`;

/** Posts a CSV file or a workbook as it is: which of them, its beginning tells. @throws ApiError */
export async function sendFile<T>(path: string, body: Blob | string): Promise<T> {
  const response = await call(path, { method: 'POST', headers: { 'content-type': 'text/csv' }, body });
  return (await response.json()) as T;
}

function send(path: string, { method, body, signal }: Options): Promise<Response> {
  return call(path, {
    method,
    signal,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

async function call(path: string, init: RequestInit): Promise<Response> {
  const { signal } = init;
  const response = await fetch(`/api/${path}`, { credentials: 'same-origin', ...init }).catch(
    (error: unknown) => {
      if (signal?.aborted) throw error;
      throw new ApiError('The server cannot be reached.', 0);
    },
  );
  if (!response.ok) throw problemOf(response, await response.text());
  return response;
}

function problemOf(response: Response, text: string): ApiError {
  return problemError(response.status, text, response.headers.get('retry-after'), response.statusText);
}

/** From a body that should be a problem, yet may be a proxy's page. */
export function problemError(status: number, text: string, retryAfter: string | null, title = ''): ApiError {
  const problem = parse(text);
  const wait = Number(retryAfter);
  return new ApiError(
    problem?.detail ?? problem?.title ?? `${status} ${title}`.trim(),
    status,
    problem?.errors,
    retryAfter !== null && Number.isFinite(wait) ? wait : null,
    problem && { code: problem.code, values: problem.values },
  );
}

function parse(text: string): Partial<Problem> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Partial<Problem>) : null;
  } catch {
    return null;
  }
}
