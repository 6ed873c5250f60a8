import { type ExportFormat, compileRules } from '@groundswell/ingestion';
import { describe, expect, it } from '@jest/globals';
import { acceptRow } from './import-acceptor.js';

const CRAWLER = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
const RULES = compileRules(
  {
    keepIp: false,
    privacyRules: [],
    internalRules: [
      { field: 'ip', operator: 'inRange', value: '203.0.113.0/24' },
      { field: 'emailDomain', operator: 'equals', value: 'ours.example' },
    ],
  },
  Buffer.from('a secret'),
);
const context = {
  projectId: 1,
  importId: '3f0e2f6e-52a5-4c4e-9d2a-0d8a1b6b2f11',
  line: 2,
  receivedAt: new Date('2026-01-01T00:00:00Z'),
};
function stored(row: Record<string, unknown>, exportFormat: ExportFormat) {
  const result = acceptRow(row, { exportFormat }, RULES, context);
  if (!result.ok) throw new Error(result.message);
  return result.event;
}

describe('a row of an export', () => {
  const segment = { type: 'track', messageId: 'm', event: 'x', userId: 'u', timestamp: '2025-01-01' };
  const posthog = { event: 'x', distinct_id: 'u', timestamp: '2025-01-01', properties: {} };
  const mixpanel = { event: 'x', properties: { time: 1735689600, distinct_id: 'u' } };
  const amplitude = { event_type: 'x', event_time: '2025-01-01 00:00:00', user_id: 'u' };

  it.each<[ExportFormat, Record<string, unknown>]>([
    ['segment', { ...segment, context: { userAgent: CRAWLER } }],
    ['segment', { ...segment, context: JSON.stringify({ userAgent: CRAWLER }) }],
    ['posthog', { ...posthog, properties: { $raw_user_agent: CRAWLER } }],
    ['mixpanel', { ...mixpanel, properties: { ...mixpanel.properties, $user_agent: CRAWLER } }],
  ])('of %s is marked as a bot’s by the agent that sent it', (format, row) =>
    expect(stored(row, format).traffic).toBe('bot'),
  );

  it.each<[ExportFormat, Record<string, unknown>]>([
    ['segment', { ...segment, context: { ip: '203.0.113.7' } }],
    ['segment', { ...segment, context: { traits: { email: 'ann@ours.example' } } }],
    ['posthog', { ...posthog, properties: { $ip: '203.0.113.7' } }],
    ['amplitude', { ...amplitude, ip_address: '203.0.113.7' }],
  ])('of %s is marked as internal by the rules of the project', (format, row) =>
    expect(stored(row, format).traffic).toBe('internal'),
  );

  it.each<[ExportFormat, Record<string, unknown>]>([
    ['segment', { ...segment, context: { ip: '114.114.114.114' } }],
    ['posthog', { ...posthog, properties: { $ip: '114.114.114.114' } }],
    ['amplitude', { ...amplitude, ip_address: '114.114.114.114' }],
  ])('of %s has the country of its address, and no address', (format, row) => {
    const event = stored(row, format);
    expect(event.country).toBe('CN');
    expect(JSON.stringify(event)).not.toContain('114.114');
  });
});
