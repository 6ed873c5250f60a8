import type { Problem } from '@groundswell/contracts';
import { Readable } from 'node:stream';
import type { Access } from './access.js';
import { sendStream } from './send-stream.js';

/** Of the server where one of its engines is away, and of a proxy where the server is. */
const AWAY = [502, 503, 504];

/** Nobody answers, the connection broke, or what answers cannot do it now. */
export class Unreachable extends Error {}

/** The HTTP API, with its problems as sentences. */
export class ApiClient {
  constructor(private readonly access: Access) {}

  get<T>(path: string): Promise<T> {
    return this.request<T>(path, { method: 'GET' });
  }

  /** Streams a body without holding it in memory. */
  async upload<T>(path: string, body: Readable, headers: Record<string, string>): Promise<T> {
    const url = `${this.access.url}/api${path}`;
    const sent = { ...headers, authorization: `Bearer ${this.access.token}` };
    const {
      status,
      statusText,
      body: text,
    } = await sendStream(url, body, sent).catch((error: unknown) => {
      throw this.unreachable(error);
    });
    if (status < 300) return JSON.parse(text) as T;
    throw refused(status, statusText, parsed(text));
  }

  /** An answer's body as it comes. */
  async download(path: string): Promise<NonNullable<Response['body']>> {
    const { body } = await this.send(path, { method: 'GET' });
    if (!body) throw new Error('The answer is empty.');
    return body;
  }

  /** A POST whose answer comes line by line, each JSON. */
  async *lines<T>(path: string, body: unknown): AsyncGenerator<T> {
    const init = {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    };
    const answer = await this.send(path, init);
    let rest = '';
    const decoder = new TextDecoder();
    const chunks = (answer.body ?? Readable.from([]))[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
    for (;;) {
      const next = await chunks.next().catch((error: unknown) => {
        throw this.unreachable(error);
      });
      if (next.done) return;
      const parts = (rest + decoder.decode(next.value, { stream: true })).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) if (line !== '') yield JSON.parse(line) as T;
    }
  }

  private async request<T>(path: string, init: RequestInit): Promise<T> {
    return (await (await this.send(path, init)).json()) as T;
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const headers = {
      ...(init.headers as Record<string, string>),
      authorization: `Bearer ${this.access.token}`,
    };
    const response = await fetch(`${this.access.url}/api${path}`, { ...init, headers }).catch(
      (error: unknown) => {
        throw this.unreachable(error);
      },
    );
    if (response.ok) return response;
    throw refused(
      response.status,
      response.statusText,
      (await response.json().catch(() => ({}))) as Partial<Problem>,
    );
  }

  private unreachable(error: unknown): Unreachable {
    return new Unreachable(`Groundswell does not answer at ${this.access.url}: ${reason(error)}`);
  }
}

function refused(status: number, statusText: string, { detail, errors = [] }: Partial<Problem>): Error {
  const places = errors.map(({ path, message }) => `\n  ${path}: ${message}`).join('');
  const sentence = `${status}: ${detail ?? statusText}${places}`;
  return AWAY.includes(status) ? new Unreachable(sentence) : new Error(sentence);
}

function parsed(text: string): Partial<Problem> {
  try {
    return JSON.parse(text) as Partial<Problem>;
  } catch {
    return {};
  }
}

function reason(error: unknown): string {
  const { cause, code } = error as { code?: string; cause?: { code?: string; message?: string } };
  return code ?? cause?.code ?? cause?.message ?? (error instanceof Error ? error.message : String(error));
}
