import { describe, expect, it } from '@jest/globals';
import { acceptPostHog } from '../posthog/accept-posthog.js';
import { acceptSegment } from '../segment/accept-segment.js';

const request = { projectId: 1, receivedAt: new Date('2024-03-25T12:00:00.000Z'), source: 'live' as const };
const JUNK = [
  'null',
  ' Undefined ',
  '[object Object]',
  'guest',
  'anonymous',
  0,
  '0',
  'NaN',
  '$posthog_cookieless',
];

/** One rule for both dialects, held side by side. */
describe('junk ids', () => {
  const bySegment = (userId: unknown, anonymousId?: string) =>
    acceptSegment({ type: 'track', event: 'x', userId, anonymousId }, request);
  const byPostHog = (id: unknown, device?: string) =>
    acceptPostHog({ event: 'x', distinct_id: id, properties: { $device_id: device } }, request);

  it.each(JUNK)('%j alone is refused, with what to send instead', (junk) => {
    for (const result of [bySegment(junk), byPostHog(junk)]) {
      expect(result).toMatchObject({
        ok: false,
        reason: 'junk_id',
        message: expect.stringMatching(/distinct_id|userId/),
      });
    }
  });

  it.each(JUNK)('%j gives way to the id of a device', (junk) => {
    for (const result of [bySegment(junk, 'device'), byPostHog(junk, 'device')]) {
      if (!result.ok) throw new Error(result.message);
      expect([result.event.userId, result.event.anonymousId]).toEqual([undefined, 'device']);
    }
  });

  it('no id at all is another reason', () => {
    for (const result of [bySegment(undefined), byPostHog(' ')])
      expect(result).toMatchObject({ reason: 'no_id' });
  });

  it.each(['anonymous coward', '00', 'nullable', 'ada'])('%j is somebody', (id) => {
    for (const result of [bySegment(id), byPostHog(id)]) {
      expect(result).toMatchObject({ ok: true, event: { userId: id } });
    }
  });

  it('an alias of junk is refused', () => {
    const alias = { type: 'alias', userId: 'ada', previousId: 'null' };
    expect(acceptSegment(alias, request)).toMatchObject({ ok: false, reason: 'junk_id' });
  });
});
