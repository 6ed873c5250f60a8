import type { MessageContext, SegmentMessage } from '../messages/segment-message.js';
import { hash32 } from '../random/random.js';
import { type DemoLink, demoLinks } from './links.js';

/** A link of `demoLinks` as a project has it. */
export interface PlacedLink {
  id: number;
  code: string;
}

const LINK_CLICK = '$link_click';
const CLICK_ID = 'gs_click';
/** From the click until its page is seen, ms. */
const LOADING = { least: 350, spread: 1_600 };

/**
 * The click on a tracking link that led to a page, and the page as its address then is; null for what no link of the demo brought.
 * Every web visit with the UTM values of a link came by it. What is drawn hangs on the message's id alone, so all other messages
 * are the same with links and without.
 * @param placed the links in the order of `demoLinks`; one that is gone brought nobody
 */
export function followedLink(
  message: SegmentMessage,
  placed: readonly (PlacedLink | undefined)[],
): [click: SegmentMessage, page: SegmentMessage] | null {
  const { campaign, page } = message.context;
  if (message.type !== 'page' || !campaign || !page) return null;
  const at = LINK_OF.get(keyOf(campaign)) ?? -1;
  const link = placed[at];
  if (!link) return null;
  const drawn = seedOf(message.messageId);
  const id = hex(drawn) + hex(hash32(drawn, 1));
  const url = `${demoLinks[at]!.destination}?${queryOf(campaign)}&${CLICK_ID}=${id}`;
  const seen = { ...message, context: { ...message.context, page: { ...page, url } } };
  return [clickOn(link, seen, id, drawn), seen];
}

type Campaign = NonNullable<MessageContext['campaign']>;

const keyOf = ({ source, medium, name, content, term }: Campaign) =>
  [source, medium, name, content, term].join('\n');

const LINK_OF = new Map(demoLinks.map(({ utm }, at) => [keyOf(campaignOf(utm)), at]));

function campaignOf({ campaign, ...utm }: DemoLink['utm']): Campaign {
  return { ...utm, name: campaign };
}

function queryOf({ source, medium, name, content, term }: Campaign): string {
  const values = { source, medium, campaign: name, content, term };
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `utm_${key}=${value}`)
    .join('&');
}

/** The page hands the visitor's cookie to its SDK, so both have one anonymous id. */
function clickOn({ id: linkId, code }: PlacedLink, page: SegmentMessage, id: string, drawn: number) {
  const { sessionId: _session, campaign: _campaign, page: seen, ...context } = page.context;
  const waited = LOADING.least + (hash32(drawn, 2) % LOADING.spread);
  const click: SegmentMessage = {
    type: 'track',
    event: LINK_CLICK,
    anonymousId: page.anonymousId!,
    messageId: `link-${id}`,
    timestamp: new Date(Date.parse(page.timestamp) - waited).toISOString(),
    context: { ...context, page: seen! },
    properties: { linkId, code, url: seen!.url },
  };
  return click;
}

/** FNV-1a, 32 bits. */
function seedOf(text: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  return hash >>> 0;
}

const hex = (bits: number) => bits.toString(16).padStart(8, '0');
