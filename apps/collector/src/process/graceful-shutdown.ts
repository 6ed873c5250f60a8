import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';

/** Requests in hand are answered within this; what is slower is cut off, and sent again by its SDK. */
const GRACE_MS = 10_000;
/** Clients keep connections open after their answer; those are closed as they fall idle. */
const SWEEP_MS = 50;

/** Ends the process in order: no new requests, answers to those in hand, then the log. */
@Injectable()
export class GracefulShutdown implements BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly http: HttpAdapterHost,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  beforeApplicationShutdown(): void {
    const server = this.http.httpAdapter.getHttpServer() as Server;
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS).unref();
    const cutOff = setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
    server.once('close', () => {
      clearInterval(sweep);
      clearTimeout(cutOff);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.log.close();
  }
}
