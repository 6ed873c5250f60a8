import { ProblemException } from '@groundswell/platform';
import type { KnownKey } from '@groundswell/postgres';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { ClientKeys } from './client-keys.js';
import type { Delivered } from './delivered.js';
import { DeliveredFlags } from './delivered-flags.js';

/** Proxies end connections on which nothing comes for a minute; the key is looked at again as often. */
const BEAT_MS = 10_000;
const MAX_STREAMS = 10_000;
/** Of one address with one key. */
const MAX_OF_ONE = 200;
/** Whoever does not read for so many bytes is let go; SDKs connect anew and get what is new then. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

/**
 * How changes are told: with what is new (GrowthBook's SDKs), by saying that something is (those for which we evaluate),
 * or in the words of OFREP.
 */
export type Dialect = 'features' | 'features-updated' | 'ofrep';

export interface Stream {
  key: string;
  known: KnownKey;
  ip: string;
  dialect: Dialect;
  raw: ServerResponse;
}

/** Open connections on which SDKs wait for changes. */
@Injectable()
export class FlagStreams implements OnModuleInit, OnModuleDestroy {
  private readonly streams = new Set<Stream>();
  private beat: NodeJS.Timeout | null = null;
  private stopListening: () => void = () => undefined;

  constructor(
    private readonly delivered: DeliveredFlags,
    private readonly keys: ClientKeys,
  ) {}

  onModuleInit(): void {
    this.stopListening = this.delivered.onChange((now) => this.tell(now));
    this.beat = setInterval(() => void this.lookAtAll(), BEAT_MS).unref();
  }

  onModuleDestroy(): void {
    this.stopListening();
    if (this.beat) clearInterval(this.beat);
    this.endAll();
  }

  get size(): number {
    return this.streams.size;
  }

  /** @throws ProblemException 429 for one caller with too many, 503 where all are taken */
  mustHaveRoom(key: string, ip: string): void {
    if (this.streams.size >= MAX_STREAMS)
      throw new ProblemException(503, 'Too many streams are open here; poll instead.', undefined, 30);
    const own = [...this.streams].filter((stream) => stream.key === key && stream.ip === ip);
    if (own.length >= MAX_OF_ONE)
      throw new ProblemException(
        429,
        `${MAX_OF_ONE} streams are open from this address; close some, or poll.`,
        undefined,
        30,
      );
  }

  /** @param lastEventId what the caller saw last, where it was connected before */
  open(stream: Stream, now: Delivered, lastEventId: string | undefined): void {
    this.streams.add(stream);
    stream.raw.on('close', () => this.streams.delete(stream));
    stream.raw.write(': connected\n\n');
    const { etag } = toldTo(stream, now);
    const isNew =
      stream.dialect === 'features'
        ? lastEventId !== etag
        : lastEventId !== undefined && lastEventId !== etag;
    if (isNew) send(stream, now);
  }

  endAll(): void {
    for (const { raw } of this.streams) raw.end();
    this.streams.clear();
  }

  private tell(now: Delivered): void {
    for (const stream of this.streams) {
      const { project, environment } = stream.known;
      if (project.id === now.projectId && environment === now.environment) send(stream, now);
    }
  }

  private async lookAtAll(): Promise<void> {
    for (const stream of [...this.streams]) {
      const isRevoked = await this.keys.find(stream.key).then(
        () => false,
        (error: unknown) => error instanceof ProblemException && error.getStatus() === 401,
      );
      if (isRevoked) stream.raw.end();
      else stream.raw.write(': still here\n\n');
    }
  }
}

function send(stream: Stream, now: Delivered): void {
  const { raw, dialect } = stream;
  if (raw.writableLength > MAX_UNREAD_BYTES) return void raw.destroy();
  const told = toldTo(stream, now);
  raw.write(`id: ${told.etag}\n${EVENTS[dialect](told)}\n\n`);
}

/** Only the payload itself depends on the key; others are told that there is something new. */
const toldTo = ({ dialect, known }: Stream, now: Delivered): Told =>
  dialect === 'features' && known.givesMembers ? now.withMembers : now;

type Told = Pick<Delivered, 'body' | 'etag'>;

const EVENTS: Record<Dialect, (told: Told) => string> = {
  features: ({ body }) => `event: features\ndata: ${body}`,
  'features-updated': () => 'event: features-updated\ndata: {}',
  ofrep: ({ etag }) => `data: ${JSON.stringify({ type: 'refetchEvaluation', etag })}`,
};
