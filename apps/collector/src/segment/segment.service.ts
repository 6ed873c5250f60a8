import { type AcceptedEvent, EVENTS_TOPIC, eventKey } from '@groundswell/contracts';
import { EVENT_LOG, type EventLog, EventLogUnavailable, type NewRecord } from '@groundswell/event-log';
import { acceptSegment, type Acceptance, type Refused } from '@groundswell/ingestion';
import { ProjectKeyStore } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { setImmediate as breathe } from 'node:timers/promises';
import { unavailable } from '../http/collector-error.js';
import { parseBody } from '../http/read-body.js';
import { basicUser, writeKeyIn } from '../http/write-key.js';
import { countEvents } from '../metrics/collector-metrics.js';
import { type Endpoint, envelopeOf, type JsonObject, messagesOf } from './messages.js';
import { type ProjectOf, projectOfKey, projectsOfItems } from './project-keys.js';

export interface SegmentRequest {
  endpoint: Endpoint;
  /** Unpacked. */
  body: Buffer;
  authorization?: string;
  userAgent?: string;
}

/** An event of the request that was not taken, by its place in the batch. */
export interface RefusedEvent extends Omit<Refused, 'ok'> {
  index: number;
}

export interface Outcome {
  accepted: number;
  refused: RefusedEvent[];
}

/** Events that are mapped before others get their turn on the event loop: about 10 ms. */
const EVENTS_A_TURN = 500;

/** Takes what SDKs of Segment and RudderStack send. It answers only once the log has acknowledged. */
@Injectable()
export class SegmentService {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly keys: ProjectKeyStore,
  ) {}

  /** @throws CollectorError when the request as a whole is not taken; nothing of it is claimed to be stored then */
  async take(request: SegmentRequest): Promise<Outcome> {
    const user = basicUser(request.authorization);
    // A wrong key costs nothing but the look-up.
    if (user) await projectOfKey(this.keys, user);
    const body = parseBody(request.body);
    const messages = messagesOf(request.endpoint, body);
    const projectOf = await this.projectsOf(user ?? writeKeyIn(body), messages);
    const { records, refused } = await accept(messages, projectOf, contextOf(request, envelopeOf(body)));
    await this.append(records);
    countEvents(
      records.length,
      refused.map(({ reason }) => reason),
    );
    return { accepted: records.length, refused };
  }

  /** @throws CollectorError 401 */
  async checkKey(writeKey: string): Promise<void> {
    await projectOfKey(this.keys, writeKey);
  }

  private async projectsOf(writeKey: string | null, messages: unknown[]): Promise<ProjectOf> {
    if (writeKey === null) return projectsOfItems(this.keys, messages);
    const project = await projectOfKey(this.keys, writeKey);
    return () => project;
  }

  private async append(records: NewRecord[]): Promise<void> {
    if (records.length === 0) return;
    try {
      await this.log.append(EVENTS_TOPIC, records);
    } catch (error) {
      if (error instanceof EventLogUnavailable) throw unavailable(error.message);
      throw error;
    }
  }
}

type Context = Omit<Parameters<typeof acceptSegment>[1], 'projectId'>;

function contextOf({ endpoint, userAgent }: SegmentRequest, envelope: JsonObject): Context {
  return {
    receivedAt: new Date(),
    source: endpoint === 'import' ? 'import' : 'live',
    sentAt: envelope.sentAt,
    batchContext: envelope.context,
    userAgent,
  };
}

/** Turned into the log's bytes at once: the parsed batch can go while the log is waited for. */
async function accept(
  messages: unknown[],
  projectOf: ProjectOf,
  context: Context,
): Promise<{ records: NewRecord[]; refused: RefusedEvent[] }> {
  const records: NewRecord[] = [];
  const refused: RefusedEvent[] = [];
  for (const [index, message] of messages.entries()) {
    if (index > 0 && index % EVENTS_A_TURN === 0) await breathe();
    const result = acceptOne(message, projectOf, context);
    if (result.ok) records.push(toRecord(result.event));
    else refused.push({ index, reason: result.reason, message: result.message, path: result.path });
  }
  return { records, refused };
}

function acceptOne(message: unknown, projectOf: ProjectOf, context: Context): Acceptance {
  const project = projectOf(message);
  if (project) return acceptSegment(message, { ...context, projectId: project.id });
  return {
    ok: false,
    reason: 'wrong_key',
    message: 'No project has the write key of this event.',
    path: 'writeKey',
  };
}

function toRecord(event: AcceptedEvent): NewRecord {
  return { key: eventKey(event), value: Buffer.from(JSON.stringify(event)) };
}
