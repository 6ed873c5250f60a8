import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import { acceptSegment, segmentSender } from '@groundswell/ingestion';
import { ReferralCodes, type ReferralLink } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { appendEvents, mapEvents } from '../intake/accept-events.js';
import { withRules } from '../intake/apply-rules.js';

export interface Visitor {
  anonymousId: string;
  userAgent?: string;
  ip?: string;
  referrer?: string;
}

/** Follows the links of referral programmes. */
@Injectable()
export class ReferralLinks {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly codes: ReferralCodes,
  ) {}

  /** Null for a code that nobody was given, or a programme without a place that links lead to. */
  async find(code: string): Promise<ReferralLink | null> {
    const link = await this.codes.find(code);
    return link?.definition.linkTarget ? link : null;
  }

  /**
   * One event for one call, by the rules of the project: bots are told apart as everywhere.
   * @throws CollectorError 503 when the log does not acknowledge
   */
  async visit({ project, definition }: ReferralLink, code: string, visitor: Visitor): Promise<void> {
    if (definition.visitEvent === null) return;
    const { anonymousId, userAgent, ip, referrer } = visitor;
    const name = definition.visitCode.replace(/^properties\./, '');
    const message = {
      type: 'track',
      event: definition.visitEvent,
      anonymousId,
      properties: { [name]: code },
      context: { userAgent, ...(referrer && { page: { referrer } }) },
    };
    const context = { receivedAt: new Date(), source: 'live' as const, userAgent };
    const { records, refused } = await mapEvents([message], (one) =>
      withRules(
        acceptSegment(one, { ...context, projectId: project.id }),
        () => segmentSender(one, undefined),
        { ip, userAgent },
        project,
      ),
    );
    await appendEvents(this.log, records, refused);
  }
}

/** Where a link leads: the programme's place with the code, by which the product tells who invited. */
export function targetOf({ definition }: ReferralLink, code: string): string {
  const url = new URL(definition.linkTarget ?? '');
  url.searchParams.set(definition.signupCode.replace(/^properties\./, ''), code);
  return url.toString();
}
