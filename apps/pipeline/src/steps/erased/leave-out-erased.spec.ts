import { parseEvent } from '@groundswell/ingestion';
import { ErasedSet, erasedIdHash } from '@groundswell/postgres';
import { describe, expect, it } from '@jest/globals';
import { leaveOutErased } from './leave-out-erased.js';

const secret = Buffer.alloc(32, 7);
const ERASED_UNTIL = Date.parse('2025-03-01T12:00:00.000Z');
const set = new ErasedSet(secret);
for (const name of ['ada', 'device-1']) set.add(erasedIdHash(secret, name), ERASED_UNTIL);
set.advance(1);

function outcomeOf(changes: object) {
  const value = Buffer.from(
    JSON.stringify({
      v: 1,
      projectId: 1,
      messageId: 'm',
      type: 'track',
      event: 'Opened',
      timestamp: '2025-03-01T11:00:00.000Z',
      receivedAt: '2025-03-01T12:00:00.000Z',
      source: 'live',
      platform: 'web',
      properties: {},
      ...changes,
    }),
  );
  return leaveOutErased(parseEvent(value), value, new Map([[1, set]]));
}

describe('leaveOutErased', () => {
  it.each([
    [{ userId: 'ada' }],
    [{ anonymousId: 'device-1' }],
    [{ userId: 'ada', anonymousId: 'unheard-of' }],
    [{ userId: 'null', anonymousId: 'device-1' }],
  ])('drops %j, whose person was erased', (ids) =>
    expect(outcomeOf(ids)).toEqual({ kind: 'drop', reason: 'erased' }),
  );

  it('drops what would become a dead letter of theirs', () => {
    expect(outcomeOf({ userId: 'ada', event: '' })).toEqual({ kind: 'drop', reason: 'erased' });
    expect(outcomeOf({ userId: 'ada', receivedAt: 'noon' })).toEqual({ kind: 'drop', reason: 'erased' });
  });

  it('keeps what was received afterwards: the id is somebody new', () => {
    expect(outcomeOf({ userId: 'ada', receivedAt: '2025-03-01T12:00:00.001Z' })).toMatchObject({
      kind: 'ok',
    });
  });

  it('keeps an event of somebody else on their device, without the device', () => {
    const outcome = outcomeOf({ userId: 'ben', anonymousId: 'device-1' });
    expect(outcome).toMatchObject({ kind: 'ok', value: { event: { userId: 'ben' } } });
    expect(JSON.stringify(outcome)).not.toContain('device-1');
  });

  it('keeps an alias of somebody else without the id that is gone', () => {
    const outcome = outcomeOf({ type: 'alias', event: '$create_alias', userId: 'ben', previousId: 'ada' });
    expect(outcome).toMatchObject({ kind: 'ok', value: { event: { userId: 'ben' } } });
    expect(JSON.stringify(outcome)).not.toContain('ada');
  });

  it('keeps everything of other people and other projects', () => {
    expect(outcomeOf({ userId: 'ben' })).toMatchObject({ kind: 'ok' });
    expect(outcomeOf({ userId: 'ada', projectId: 2 })).toMatchObject({ kind: 'ok' });
    expect(outcomeOf({ event: '' })).toMatchObject({ kind: 'deadLetter' });
  });
});
