import { type AcceptedEvent, EVENTS_TOPIC, eventKey } from '@groundswell/contracts';
import { EVENT_LOG, type EventLog, EventLogUnavailable, type NewRecord } from '@groundswell/event-log';
import { acceptSegment, type Refused } from '@groundswell/ingestion';
import { ProjectKeyStore, type ProjectEntity } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { CollectorError, unavailable } from '../http/collector-error.js';
import { readBody } from '../http/read-body.js';
import { writeKeyOf } from '../http/write-key.js';
import { collectorMetrics } from '../metrics/collector-metrics.js';

export type Endpoint = 'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias' | 'batch' | 'import';

export interface SegmentRequest {
  body: Buffer;
  contentEncoding?: string;
  authorization?: string;
  userAgent?: string;
}

/** An event of the request that was not taken, by its place in the batch. */
export interface RefusedEvent extends Omit<Refused, 'ok'> {
  index: number;
}

export interface Outcome {
  total: number;
  refused: RefusedEvent[];
}

type JsonObject = Record<string, unknown>;

/** Takes what SDKs of Segment and RudderStack send. It answers only once the log has acknowledged. */
@Injectable()
export class SegmentService {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly keys: ProjectKeyStore,
  ) {}

  /** @throws CollectorError when the request as a whole is not taken; nothing of it is stored then */
  async take(endpoint: Endpoint, request: SegmentRequest): Promise<Outcome> {
    const body = await readBody(request.body, request.contentEncoding);
    const project = await this.authenticate(writeKeyOf(request.authorization, body));
    const envelope = isObject(body) ? body : {};
    const messages = messagesOf(endpoint, body);
    const { events, refused } = accept(messages, endpoint, envelope, project, request.userAgent);
    await this.append(events);
    count(events.length, refused);
    return { total: messages.length, refused };
  }

  /** What a browser SDK asks for at its start: which integrations there are. */
  async settings(writeKey: string): Promise<object> {
    const project = await this.authenticate(writeKey);
    return { integrations: { 'Segment.io': { apiKey: writeKey } }, plan: {}, projectId: project.id };
  }

  private async authenticate(writeKey: string | null): Promise<ProjectEntity> {
    if (writeKey === null) {
      throw new CollectorError(
        401,
        'no_key',
        'Send the write key as user name of Basic authentication, or as "writeKey".',
      );
    }
    const project = await this.keys.findProject('write', writeKey).catch(() => {
      throw unavailable('Keys cannot be checked now; send the events again in a moment.');
    });
    if (!project)
      throw new CollectorError(401, 'wrong_key', 'No project has this write key; see Data, Keys.');
    return project;
  }

  private async append(events: AcceptedEvent[]): Promise<void> {
    if (events.length === 0) return;
    try {
      await this.log.append(EVENTS_TOPIC, events.map(toRecord));
    } catch (error) {
      if (error instanceof EventLogUnavailable) throw unavailable(error.message);
      throw error;
    }
  }
}

function accept(
  messages: unknown[],
  endpoint: Endpoint,
  envelope: JsonObject,
  project: ProjectEntity,
  userAgent: string | undefined,
): { events: AcceptedEvent[]; refused: RefusedEvent[] } {
  const events: AcceptedEvent[] = [];
  const refused: RefusedEvent[] = [];
  const context = {
    projectId: project.id,
    receivedAt: new Date(),
    source: endpoint === 'import' ? ('import' as const) : ('live' as const),
    sentAt: envelope.sentAt,
    batchContext: envelope.context,
    userAgent,
  };
  messages.forEach((message, index) => {
    const result = acceptSegment(message, context);
    if (result.ok) events.push(result.event);
    else refused.push({ index, reason: result.reason, message: result.message, path: result.path });
  });
  return { events, refused };
}

/** @throws CollectorError 400 when there is nothing that could be an event */
function messagesOf(endpoint: Endpoint, body: unknown): unknown[] {
  if (endpoint !== 'batch' && endpoint !== 'import') {
    return [isObject(body) ? { ...body, type: endpoint } : body];
  }
  const batch = Array.isArray(body) ? (body as unknown[]) : (body as { batch?: unknown } | null)?.batch;
  if (Array.isArray(batch) && batch.length > 0) return batch as unknown[];
  throw new CollectorError(400, 'no_batch', 'Send {"batch": [...]} with at least one event.');
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toRecord(event: AcceptedEvent): NewRecord {
  return { key: eventKey(event), value: Buffer.from(JSON.stringify(event)) };
}

function count(accepted: number, refused: RefusedEvent[]): void {
  const { accepted: taken, refused: turnedAway } = collectorMetrics();
  taken.inc(accepted);
  for (const { reason } of refused) turnedAway.inc({ reason });
}
