import { eventKey, LINK_CLICK } from '@groundswell/contracts';
import { EVENT_LOG, type EventLog, type NewRecord } from '@groundswell/event-log';
import { acceptSegment, isAutomaticVisit } from '@groundswell/ingestion';
import { type FoundLink, type KeyedProject, LinkStore } from '@groundswell/postgres';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { withRules } from '../intake/apply-rules.js';
import { watchClicks } from '../metrics/link-metrics.js';
import { ClickRecorder } from './click-recorder.js';

export interface Click {
  /** Id of this click; also in the landing URL. */
  id: string;
  /** Of the cookie. */
  visitor: string;
  landing: string;
  referrer: string;
  userAgent: string;
  ip: string;
}

export type ActiveLink = Exclude<FoundLink, string>;

/** Tracking links: where they lead, and who followed them. */
@Injectable()
export class LinksService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Links');
  private readonly recorder: ClickRecorder;

  constructor(
    private readonly links: LinkStore,
    @Inject(EVENT_LOG) log: EventLog,
  ) {
    this.recorder = new ClickRecorder(log);
    watchClicks(() => this.recorder.size);
  }

  /** Rejects while links cannot be looked up. */
  async find(code: string): Promise<FoundLink> {
    const found = await this.links.find(code);
    if (typeof found === 'string') return found;
    const { enabled, expiresAt } = found.link;
    return enabled && (expiresAt === null || expiresAt.getTime() > Date.now()) ? found : 'gone';
  }

  /** Goes the way of every event, without waiting for the log. */
  record({ link, project }: ActiveLink, click: Click): void {
    this.store(project, () => messageOf(link, click), click);
  }

  /** An event that somebody made by following a link; one of programs is traffic of bots. */
  store(project: KeyedProject, message: () => object, sender: { userAgent: string; ip: string }): void {
    const receivedAt = new Date();
    this.recorder.record(() => this.recordOf(project, message(), { ...sender, receivedAt }));
  }

  private recordOf(
    project: KeyedProject,
    message: object,
    { userAgent, ip, receivedAt }: { userAgent: string; ip: string; receivedAt: Date },
  ): NewRecord | null {
    const context = { projectId: project.id, receivedAt, source: 'live' as const, userAgent, ip };
    const accepted = withRules(acceptSegment(message, context), () => ({ userAgent, ip }), context, project);
    if (!accepted.ok) {
      this.logger.error(`A click was refused: ${accepted.message}`);
      return null;
    }
    const { event } = accepted;
    const human = (event.traffic ?? 'human') === 'human';
    const marked = human && isAutomaticVisit(userAgent) ? { ...event, traffic: 'bot' as const } : event;
    return { key: eventKey(marked), value: Buffer.from(JSON.stringify(marked)) };
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.recorder.stop();
  }
}

function messageOf({ id, code }: ActiveLink['link'], click: Click): object {
  return {
    type: 'track',
    event: LINK_CLICK,
    messageId: `link-${click.id}`,
    anonymousId: click.visitor,
    properties: { linkId: id, code, url: click.landing, referrer: click.referrer },
    context: {
      platform: 'web',
      userAgent: click.userAgent,
      page: { url: click.landing, referrer: click.referrer },
    },
  };
}
