import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import { acceptSegment, type Acceptance, segmentSender } from '@groundswell/ingestion';
import { ProjectKeyStore } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { parseBody } from '../http/read-body.js';
import { CollectorError } from '../http/collector-error.js';
import { writeKeyIn } from '../http/write-key.js';
import {
  appendEvents,
  eventsOfKeys,
  type Mapped,
  mapEvents,
  mapping,
  type Outcome,
} from '../intake/accept-events.js';
import { withRules } from '../intake/apply-rules.js';
import { type Endpoint, envelopeOf, type JsonObject, messagesOf } from './messages.js';
import { type ProjectOf, projectOfKey, projectsOfItems } from './project-keys.js';

export interface SegmentRequest {
  endpoint: Endpoint;
  /** Unpacked. */
  body: Buffer;
  /** Told what the request takes up besides its body, in bytes; may throw. */
  onBytes: (bytes: number) => void;
  /** Told how many events of each write key are to be taken; may throw. */
  onEvents: (events: ReadonlyMap<string, number>) => void;
  /** As it shows before the body is read. */
  writeKey: string | null;
  userAgent?: string;
  /** Address of the client. */
  ip?: string;
}

/** Takes what SDKs of Segment and RudderStack send. It answers only once the log has acknowledged. */
@Injectable()
export class SegmentService {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly keys: ProjectKeyStore,
  ) {}

  /** @throws CollectorError when the request as a whole is not taken; nothing of it is claimed to be stored then */
  async take(request: SegmentRequest): Promise<Outcome> {
    const { records, refused } = await mapping.through(() => this.map(request));
    return appendEvents(this.log, records, refused);
  }

  private async map(request: SegmentRequest): Promise<Mapped> {
    const body = parseBody(request.body);
    const messages = messagesOf(request.endpoint, body);
    const writeKey = request.writeKey ?? writeKeyIn(body);
    const projectOf = await this.projectsOf(writeKey, messages);
    request.onEvents(eventsOfKeys(messages, (message) => writeKey ?? writeKeyIn(message)));
    const context = contextOf(request, envelopeOf(body));
    const accept = (message: unknown) => acceptOne(message, projectOf, context);
    return mapEvents(messages, accept, request.onBytes);
  }

  /** False where no key shows yet. @throws CollectorError 401 for a wrong one, so that nothing more of it is read */
  async isKnown(writeKey: string | null): Promise<boolean> {
    if (writeKey !== null) await projectOfKey(this.keys, writeKey);
    return writeKey !== null;
  }

  /** For what SDKs ask at their start, once: while keys cannot be looked up it is answered, as events are refused later. */
  async checkKey(writeKey: string): Promise<void> {
    await projectOfKey(this.keys, writeKey).catch((error: unknown) => {
      if (!(error instanceof CollectorError) || error.status !== 503) throw error;
    });
  }

  private async projectsOf(writeKey: string | null, messages: unknown[]): Promise<ProjectOf> {
    if (writeKey === null) return projectsOfItems(this.keys, messages);
    const project = await projectOfKey(this.keys, writeKey);
    return () => project;
  }
}

type Context = Omit<Parameters<typeof acceptSegment>[1], 'projectId'> & { ip?: string };

function contextOf({ endpoint, userAgent, ip }: SegmentRequest, envelope: JsonObject): Context {
  return {
    receivedAt: new Date(),
    source: endpoint === 'import' ? 'import' : 'live',
    sentAt: envelope.sentAt,
    batchContext: envelope.context,
    userAgent,
    ip,
  };
}

function acceptOne(message: unknown, projectOf: ProjectOf, context: Context): Acceptance {
  const project = projectOf(message);
  if (project) {
    const result = acceptSegment(message, { ...context, projectId: project.id });
    return withRules(result, () => segmentSender(message, context.batchContext), context, project);
  }
  return {
    ok: false,
    reason: 'wrong_key',
    message: 'No project has the write key of this event.',
    path: 'writeKey',
  };
}
