import { describe, expect, it } from '@jest/globals';
import { type Letter, replayedEvent } from './replayed-event.js';

const IMPORT = '7f0b4a52-9d38-4f0e-8a55-0d2f6a3f6b10';
const target = { projectId: 7, importId: IMPORT, timeZone: 'UTC' };
const createdAt = new Date('2024-03-25T12:00:00.000Z');
const event = {
  v: 1,
  projectId: 7,
  messageId: 'm1',
  type: 'track',
  event: 'Chat Started',
  userId: 'ada',
  timestamp: '2023-01-05T08:00:00.000Z',
  receivedAt: '2024-03-24T08:00:00.000Z',
  source: 'live',
  platform: 'web',
  properties: { plan: 'pro' },
};
const letter = (payload: unknown): Letter => ({
  id: '42',
  createdAt,
  payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
});

describe('replayedEvent', () => {
  it('goes as an import under its own message id, with its time of receipt', () => {
    const result = replayedEvent(letter(event), [], target);
    expect(result).toMatchObject({ ok: true, event: { ...event, source: 'import', importId: IMPORT } });
  });

  it('cannot leave its project', () => {
    const result = replayedEvent(letter({ ...event, projectId: 8 }), [], target);
    expect(result).toMatchObject({ ok: true, event: { projectId: 7 } });
  });

  it('is named after its letter where it has no message id, and received when that was written', () => {
    const { messageId: _, receivedAt: __, ...rest } = event;
    expect(replayedEvent(letter(rest), [], target)).toMatchObject({
      ok: true,
      event: { messageId: 'dead-letter:42', receivedAt: createdAt.toISOString() },
    });
  });

  it('passes once an edit gives it an id', () => {
    const { userId: _, ...nobody } = { ...event, properties: { uid: 'ada' } };
    expect(replayedEvent(letter(nobody), [], target)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('neither a userId nor an anonymousId'),
    });
    const edits = [{ action: 'copy' as const, path: 'properties.uid', to: 'userId' }];
    expect(replayedEvent(letter(nobody), edits, target)).toMatchObject({
      ok: true,
      event: { userId: 'ada' },
    });
  });

  it.each([
    ['what is no JSON', '{"a":', 'nothing in it to edit'],
    ['what is no object', '[1]', 'nothing in it to edit'],
    ['what the pipeline refuses', { ...event, platform: 'fridge' }, 'platform'],
  ])('says why %s fails again', (_name, payload, reason) => {
    const result = replayedEvent(letter(payload), [], target);
    expect(result).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });
});
