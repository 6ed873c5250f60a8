import { eventKey, LINK_CLICK } from '@groundswell/contracts';
import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import { acceptSegment, isAutomaticVisit } from '@groundswell/ingestion';
import { type FoundLink, LinkStore } from '@groundswell/postgres';
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
    const { userAgent, ip } = click;
    const message = messageOf(link, click);
    const context = { projectId: project.id, receivedAt: new Date(), source: 'live' as const, userAgent, ip };
    const accepted = withRules(acceptSegment(message, context), () => ({ userAgent, ip }), context, project);
    if (!accepted.ok) return this.logger.error(`A click was refused: ${accepted.message}`);
    const { event } = accepted;
    const human = (event.traffic ?? 'human') === 'human';
    const marked = human && isAutomaticVisit(userAgent) ? { ...event, traffic: 'bot' as const } : event;
    this.recorder.record({ key: eventKey(marked), value: Buffer.from(JSON.stringify(marked)) });
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
