import type { Problem } from '@groundswell/contracts';
import type { Readable } from 'node:stream';
import type { Access } from './access.js';

/** Nobody answers, or the connection broke. */
export class Unreachable extends Error {}

/** The HTTP API, with its problems as sentences. */
export class ApiClient {
  constructor(private readonly access: Access) {}

  get<T>(path: string): Promise<T> {
    return this.request<T>(path, { method: 'GET' });
  }

  /** Streams a body without holding it in memory. */
  upload<T>(path: string, body: Readable, headers: Record<string, string>): Promise<T> {
    // `duplex` is what Node's fetch wants for a streamed body and what the DOM's types do not know.
    const init = {
      method: 'POST',
      body: body as unknown as RequestInit['body'],
      headers,
      duplex: 'half',
    } as RequestInit;
    return this.request<T>(path, init);
  }

  private async request<T>(path: string, init: RequestInit): Promise<T> {
    const headers = {
      ...(init.headers as Record<string, string>),
      authorization: `Bearer ${this.access.token}`,
    };
    const response = await fetch(`${this.access.url}/api${path}`, { ...init, headers }).catch(
      (error: unknown) => {
        throw new Unreachable(`Groundswell does not answer at ${this.access.url}: ${reason(error)}`);
      },
    );
    if (response.ok) return (await response.json()) as T;
    const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
    const places = (problem.errors ?? [])
      .map(({ path: where, message }) => `\n  ${where}: ${message}`)
      .join('');
    throw new Error(`${response.status}: ${problem.detail ?? response.statusText}${places}`);
  }
}

function reason(error: unknown): string {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  return cause?.code ?? cause?.message ?? (error instanceof Error ? error.message : String(error));
}
