import { describe, expect, it } from '@jest/globals';
import { localDateOf } from '../calendar/calendar.js';
import type { SegmentMessage } from '../messages/segment-message.js';
import { simulate } from '../simulate.js';
import { followedLink } from './link-clicks.js';
import { demoLinks } from './links.js';

const placed = demoLinks.map((_, at) => ({ id: at + 7, code: `demo-1-${at + 1}` }));
const messages = [...simulate({ scale: 0.001, from: '2024-03-10' })].flat();
const followed = messages.flatMap((message) => {
  const pair = followedLink(message, placed);
  return pair ? [{ before: message, click: pair[0], page: pair[1] }] : [];
});
const contents = demoLinks.map(({ utm }) => utm.content);
const isByLink = ({ type, context }: SegmentMessage) =>
  type === 'page' && contents.includes(context.campaign?.content ?? '');

describe('clicks on links of the demo', () => {
  it('are one for each web visit with the values of a link, on that link', () => {
    expect(followed.map(({ before }) => before)).toEqual(messages.filter(isByLink));
    for (const { before, click } of followed) {
      const at = contents.indexOf(before.context.campaign!.content!);
      expect(click.properties).toMatchObject({ linkId: at + 7, code: `demo-1-${at + 1}` });
    }
    const links = new Set(followed.map(({ click }) => click.properties!.linkId));
    expect(links.size).toBe(demoLinks.length);
  });

  it('come just before the page, which carries the id of the click and is the same otherwise', () => {
    const ids = new Set<string>();
    for (const { before, click, page } of followed) {
      const { searchParams } = new URL(page.context.page!.url);
      const id = searchParams.get('gs_click')!;
      ids.add(id);
      expect(searchParams.get('utm_content')).toBe(before.context.campaign!.content);
      expect(click).toMatchObject({ messageId: `link-${id}`, anonymousId: page.anonymousId });
      const waited = Date.parse(page.timestamp) - Date.parse(click.timestamp);
      expect(waited > 0 && waited < 2_000).toBe(true);
      expect(localDateOf(Date.parse(click.timestamp))).toBe(localDateOf(Date.parse(page.timestamp)));
      const { page: _now, ...context } = page.context;
      const { page: _then, ...contextBefore } = before.context;
      expect({ ...page, context }).toEqual({ ...before, context: contextBefore });
    }
    expect(ids.size).toBe(followed.length);
  });

  it('are none where the link is gone', () => {
    const [{ before }] = followed as [(typeof followed)[0]];
    expect(followedLink(before, [])).toBeNull();
  });
});
