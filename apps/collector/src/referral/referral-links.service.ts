import { ReferralCodes, type ReferralLink } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { LinksService } from '../links/links.service.js';

export interface Visitor {
  /** Of the cookie. */
  visitor: string;
  userAgent: string;
  ip: string;
  referrer: string;
}

/** Follows the links of referral programmes. */
@Injectable()
export class ReferralLinks {
  constructor(
    private readonly codes: ReferralCodes,
    private readonly links: LinksService,
  ) {}

  /**
   * Null for a code that nobody was given, or a programme without a place that links lead to. Rejects while codes cannot be
   * looked up.
   */
  async find(code: string): Promise<ReferralLink | null> {
    const link = await this.codes.find(code);
    return link?.definition.linkTarget ? link : null;
  }

  /** One event for one call, without waiting for the log; of programs it is traffic of bots. */
  visit({ project, definition }: ReferralLink, code: string, sender: Visitor): void {
    const { visitEvent, visitCode } = definition;
    if (visitEvent === null) return;
    const { visitor, userAgent, referrer } = sender;
    const id = uuidv7();
    const message = () => ({
      type: 'track',
      event: visitEvent,
      messageId: `visit-${id}`,
      anonymousId: visitor,
      properties: { [visitCode.replace(/^properties\./, '')]: code },
      context: { userAgent, ...(referrer && { page: { referrer } }) },
    });
    this.links.store(project, message, sender);
  }
}

/** UTM values of the page that an invitation leads to. */
const INVITED = { utm_source: 'referral', utm_medium: 'referral' };

/**
 * Where a link leads: the programme's place with the code, by which the product tells who invited. Where that place names no
 * campaign itself, it is said that an invitation led there: its page is the touch.
 */
export function targetOf({ definition, programName }: ReferralLink, code: string): string {
  const url = new URL(definition.linkTarget ?? '');
  const isTagged = [...url.searchParams.keys()].some((name) => name.startsWith('utm_'));
  const said: [string, string][] = Object.entries({ ...INVITED, utm_campaign: programName });
  if (!isTagged) for (const [name, value] of said) url.searchParams.set(name, value);
  url.searchParams.set(definition.signupCode.replace(/^properties\./, ''), code);
  return url.toString();
}
