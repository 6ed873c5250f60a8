import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import { acceptSegment, type Acceptance } from '@groundswell/ingestion';
import { ProjectKeyStore } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { parseBody } from '../http/read-body.js';
import { basicUser, writeKeyIn } from '../http/write-key.js';
import { acceptEvents, type Outcome } from '../intake/accept-events.js';
import { type Endpoint, envelopeOf, type JsonObject, messagesOf } from './messages.js';
import { type ProjectOf, projectOfKey, projectsOfItems } from './project-keys.js';

export interface SegmentRequest {
  endpoint: Endpoint;
  /** Unpacked. */
  body: Buffer;
  authorization?: string;
  userAgent?: string;
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
    const user = basicUser(request.authorization);
    // A wrong key costs nothing but the look-up.
    if (user) await projectOfKey(this.keys, user);
    const body = parseBody(request.body);
    const messages = messagesOf(request.endpoint, body);
    const projectOf = await this.projectsOf(user ?? writeKeyIn(body), messages);
    const context = contextOf(request, envelopeOf(body));
    return acceptEvents(this.log, messages, (message) => acceptOne(message, projectOf, context));
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
