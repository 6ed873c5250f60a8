import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import { type Acceptance, acceptPostHog, type PostHogContext, posthogSender } from '@groundswell/ingestion';
import { type KeyedProject, ProjectKeyStore } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { CollectorError } from '../http/collector-error.js';
import {
  appendEvents,
  eventsOfKeys,
  type Mapped,
  mapEvents,
  mapping,
  type Outcome,
} from '../intake/accept-events.js';
import { withRules } from '../intake/apply-rules.js';
import { type ProjectOf, projectOfKey, projectsOfItems } from '../segment/project-keys.js';
import { keyOfEvent, keyOfRequest } from './posthog-keys.js';
import { eventsOf, named } from './posthog-messages.js';
import { type PostHogBody, readPostHog } from './read-posthog.js';

export interface PostHogRequest {
  /** Unpacked. */
  bytes: Buffer;
  /** Told the size of what is unpacked on the way; may throw. */
  onBytes: (bytes: number) => void;
  /** Told how many events of each key are to be taken; may throw. */
  onEvents: (events: ReadonlyMap<string, number>) => void;
  query: Record<string, unknown>;
  authorization?: string;
  userAgent?: string;
  /** Address of the client. */
  ip?: string;
  /** Headers of the newer protocol: which SDK, and its clock. */
  sdk?: string;
  sentAt?: string;
  /** Events of old SDKs that only set properties of a person. */
  isEngage?: boolean;
}

export interface PostHogOutcome extends Outcome {
  /** Of each event as it was sent, null where it had none, for answers by `uuid`. */
  uuids: (string | null)[];
}

/** Takes what PostHog's SDKs send. It answers only once the log has acknowledged. */
@Injectable()
export class PostHogService {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly keys: ProjectKeyStore,
  ) {}

  /** @throws CollectorError when the request as a whole is not taken; nothing of it is claimed to be stored then */
  async take(request: PostHogRequest): Promise<PostHogOutcome> {
    const { records, refused, uuids } = await mapping.through(() => this.map(request));
    return { uuids, ...(await appendEvents(this.log, records, refused)) };
  }

  private async map(request: PostHogRequest): Promise<Mapped & Pick<PostHogOutcome, 'uuids'>> {
    const body = await readPostHog(request.bytes, request.onBytes);
    const events = eventsOf(body.value);
    const key = keyOfRequest(body, request.query, request.authorization);
    const projectOf = await this.projectsOf(key, events);
    request.onEvents(eventsOfKeys(events, (event) => key ?? keyOfEvent(event)));
    const context = contextOf(request, body);
    const accept = (event: unknown) =>
      acceptOne(request.isEngage ? named(event) : event, projectOf(event), context);
    return { uuids: events.map(uuidOf), ...(await mapEvents(events, accept, request.onBytes)) };
  }

  private async projectsOf(key: string | null, events: unknown[]): Promise<ProjectOf> {
    if (key === null && !events.some((event) => keyOfEvent(event) !== null)) throw noKey();
    if (key === null) return projectsOfItems(this.keys, events, keyOfEvent);
    const project = await projectOfKey(this.keys, key);
    return () => project;
  }
}

function uuidOf(event: unknown): string | null {
  const uuid = (event as { uuid?: unknown } | null | undefined)?.uuid;
  return typeof uuid === 'string' && uuid !== '' ? uuid : null;
}

type Context = Omit<PostHogContext, 'projectId'> & { ip?: string };

function contextOf({ query, userAgent, ip, sdk, sentAt }: PostHogRequest, body: PostHogBody): Context {
  const around = (body.value ?? {}) as Record<string, unknown>;
  return {
    receivedAt: new Date(),
    source: around.historical_migration === true ? 'import' : 'live',
    sentAt:
      around.sent_at ??
      around.sentAt ??
      body.fields.get('sent_at') ??
      sentAt ??
      clockOf(query.sent_at ?? query._),
    userAgent,
    ip,
    sdk,
  };
}

/** Browsers' SDKs of all times put their clock, in ms, into the query against caches. */
function clockOf(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{13}$/.test(value) ? Number(value) : undefined;
}

function acceptOne(event: unknown, project: KeyedProject | null, context: Context): Acceptance {
  if (project) {
    const result = acceptPostHog(event, { ...context, projectId: project.id });
    return withRules(result, () => posthogSender(event), context, project);
  }
  return {
    ok: false,
    reason: 'wrong_key',
    message: 'No project has the key of this event.',
    path: 'api_key',
  };
}

function noKey(): CollectorError {
  const message = 'Send the write key as "api_key" or "token" in the body; see Data, Keys.';
  return new CollectorError(401, 'no_key', message);
}
