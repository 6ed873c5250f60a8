import { acceptedEventSchema } from '@groundswell/contracts';
import { acceptSegment } from '@groundswell/ingestion';
import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { dateOf, localDateOf, startOf } from './calendar/calendar.js';
import { demoCampaigns } from './ads/campaigns.js';
import { demoLinks } from './ads/links.js';
import { demoSpend } from './ads/spend.js';
import { DEMO, DEMO_VERSION, demoAnnotations, totalDays } from './demo.js';
import { demoReferral } from './demo-referral.js';
import { demoTrials } from './trials/demo-trials.js';
import type { SegmentMessage } from './messages/segment-message.js';
import { simulate, simulateInChunks } from './simulate.js';

const SMALL = { scale: 0.000_3 };
const days = [...simulate(SMALL)];
const messages = days.flat();
const digest = (all: SegmentMessage[][]) => createHash('sha256').update(JSON.stringify(all)).digest('hex');
const named = (event: string) => messages.filter((message) => message.event === event);

describe('simulate', () => {
  it('gives the same bytes for the same options, others for another seed', () => {
    expect(digest([...simulate(SMALL)])).toBe(digest(days));
    expect(digest([...simulate({ ...SMALL, seed: 2 })])).not.toBe(digest(days));
  });

  it('says what its version stands for: with any change of it DEMO_VERSION goes up, and this digest with it', () => {
    const others = { demoCampaigns, demoLinks, demoSpend, demoAnnotations, demoReferral, demoTrials };
    const all = createHash('sha256').update(digest(days)).update(JSON.stringify(others)).digest('hex');
    expect([DEMO_VERSION, all.slice(0, 16)]).toEqual([1, '2ccc2a763507c2ad']);
  });

  it('gives each local day from the first to the last, in order of time', () => {
    expect(days).toHaveLength(totalDays);
    expect(totalDays).toBe(169);
    days.forEach((day, index) => {
      expect(day.length).toBeGreaterThan(0);
      const times = day.map(({ timestamp }) => Date.parse(timestamp));
      expect([...times].sort((a, b) => a - b)).toEqual(times);
      expect(localDateOf(times[0]!)).toBe(dateOf(index));
      expect(localDateOf(times.at(-1)!)).toBe(dateOf(index));
    });
    expect(dateOf(totalDays - 1)).toBe(DEMO.to);
  });

  it('begins its days at midnight in Shanghai', () => {
    const zone = new Intl.DateTimeFormat('sv', {
      timeZone: DEMO.timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    for (const day of [0, 23, 130, 168]) expect(zone.format(startOf(day))).toBe(`${dateOf(day)} 00:00:00`);
  });

  it('gives a part as it is in the whole, and chunks as they are in days', () => {
    const part = [...simulate({ ...SMALL, from: '2024-02-01', to: '2024-02-03' })];
    expect(part.map((day) => localDateOf(Date.parse(day[0]!.timestamp)))).toEqual([
      '2024-02-01',
      '2024-02-02',
      '2024-02-03',
    ]);
    expect(digest(part)).toBe(digest(days.slice(115, 118)));
    const chunks = [...simulateInChunks({ ...SMALL, chunk: 100 })];
    expect(digest([chunks.flat()])).toBe(digest([messages]));
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBe(100);
  });

  it.each([
    { scale: 0 },
    { scale: 2 },
    { scale: NaN },
    { seed: 0.5 },
    { from: '2023-10-08' },
    { to: '2024-03-26' },
    { from: '2024-02-02', to: '2024-02-01' },
    { from: 'May' },
  ])('refuses %j', (options) => {
    expect(() => simulate(options).next()).toThrow(RangeError);
  });
});

describe('the messages', () => {
  it('are all taken by the collector, from the end they name', () => {
    const request = { projectId: 1, receivedAt: new Date('2024-04-01T00:00:00Z'), source: 'import' as const };
    const wrong = messages.filter((message) => {
      const result = acceptSegment(message, request);
      if (!result.ok || !acceptedEventSchema.safeParse(result.event).success) return true;
      const { platform, timestamp, messageId, sessionId, country } = result.event;
      const { context } = message;
      return (
        platform !== context.platform ||
        timestamp !== message.timestamp ||
        messageId !== message.messageId ||
        sessionId !== context.sessionId ||
        country !== context.location?.country
      );
    });
    expect(wrong).toEqual([]);
  });

  it('have ids of their own', () => {
    expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(messages.length);
    const other = [...simulate({ scale: 0.000_6, to: '2023-10-10' })].flat();
    const known = new Set(messages.map(({ messageId }) => messageId));
    expect(other.filter(({ messageId }) => known.has(messageId))).toEqual([]);
  });

  it('are small', () => {
    const bytes = messages.map((message) => Buffer.byteLength(JSON.stringify(message)));
    expect(bytes.reduce((sum, size) => sum + size, 0) / bytes.length).toBeLessThan(600);
    expect(Math.max(...bytes)).toBeLessThan(1_200);
  });

  it('give every device one owner, who may have several devices', () => {
    const owners = new Map<string, Set<string>>();
    const devices = new Map<string, Set<string>>();
    for (const { userId, anonymousId } of messages) {
      if (!userId || !anonymousId) continue;
      owners.set(anonymousId, (owners.get(anonymousId) ?? new Set()).add(userId));
      devices.set(userId, (devices.get(userId) ?? new Set()).add(anonymousId));
    }
    expect([...owners.values()].filter(({ size }) => size > 1)).toEqual([]);
    expect([...devices.values()].filter(({ size }) => size > 1).length).toBeGreaterThan(devices.size * 0.04);
  });

  it('name the user from the identify on, and not before', () => {
    const signedIn = new Set<string>();
    const wrong = messages.filter(({ type, userId, anonymousId }) => {
      if (!anonymousId) return false;
      if (type === 'identify') signedIn.add(anonymousId);
      return (userId !== undefined) !== signedIn.has(anonymousId);
    });
    expect(wrong).toEqual([]);
  });

  it('hold people who look around for days before they sign up', () => {
    const firstDay = new Map<string, string>();
    let later = 0;
    for (const { anonymousId, timestamp, event } of messages) {
      const date = localDateOf(Date.parse(timestamp));
      if (anonymousId && !firstDay.has(anonymousId)) firstDay.set(anonymousId, date);
      if (event === 'Signed Up' && firstDay.get(anonymousId!) !== date) later++;
    }
    expect(later).toBeGreaterThan(named('Signed Up').length * 0.05);
  });

  it('accept only invites that somebody sent on a day before', () => {
    const codes = new Map<string, string>();
    const accepted = named('Invite Accepted');
    for (const { event, properties, timestamp } of messages) {
      const code = String(properties?.inviteCode);
      const date = localDateOf(Date.parse(timestamp));
      if (event === 'Invite Sent' && !codes.has(code)) codes.set(code, date);
      if (event === 'Invite Accepted') expect(codes.get(code)! < date).toBe(true);
    }
    expect(accepted.length).toBeGreaterThan(50);
    for (const { properties, userId } of accepted) expect(properties?.inviterId).not.toBe(userId);
    const inviters = new Map(named('Invite Sent').map((sent) => [sent.properties?.inviteCode, sent.userId]));
    for (const { properties } of accepted) {
      expect(inviters.get(properties?.inviteCode)).toBe(properties?.inviterId);
    }
  });

  it('carry touches with click ids of every network', () => {
    const urls = messages.map(({ context, properties }) => `${context.page?.url} ${String(properties?.url)}`);
    for (const id of ['gclid', 'bd_vid', 'gdt_vid', 'clickid']) {
      expect(urls.some((url) => url.includes(`${id}=`))).toBe(true);
    }
    const sources = new Set(messages.map(({ context }) => context.campaign?.source));
    const expected = [
      'wechat',
      'bilibili',
      'invite',
      'douyin',
      'tencent',
      'baidu',
      'google',
      '36kr',
      'huxiu',
    ];
    expect([...sources]).toEqual(expect.arrayContaining(expected));
  });

  it('use the feature from its release on, which the servers announce', () => {
    const uses = named('Message Sent').filter(({ properties }) => properties?.feature === 'long_context');
    expect(uses.length).toBeGreaterThan(0);
    expect(localDateOf(Date.parse(uses[0]!.timestamp)) >= '2024-03-18').toBe(true);
    const announced = named('Feature Announced');
    expect(announced.length).toBeGreaterThan(0);
    for (const message of [...announced, ...named('Payment')])
      expect(message.context.platform).toBe('server');
  });
});

describe('the annotations', () => {
  it('lie within the demo and name the release', () => {
    expect(demoAnnotations.map(({ date }) => date)).toContain('2024-03-18');
    for (const { date } of demoAnnotations) expect(date >= DEMO.from && date <= DEMO.to).toBe(true);
  });
});
