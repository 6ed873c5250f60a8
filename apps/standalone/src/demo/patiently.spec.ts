import { describe, expect, it } from '@jest/globals';
import { EventLogUnavailable } from '@groundswell/event-log';
import { patiently } from './patiently.js';

describe('patiently', () => {
  const failing = (times: number, error: Error) => {
    let calls = 0;
    return async () => {
      if (++calls <= times) throw error;
      return calls;
    };
  };
  const away = new EventLogUnavailable('the broker is away');
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

  it.each([away, refused])('goes on once the engine is back: %s', async (error) => {
    expect(await patiently(failing(3, error), { begun: false }, 1)).toBe(4);
  });

  it('does not repeat what can never succeed', async () => {
    await expect(patiently(failing(1, new Error('a bug')), { begun: false }, 1)).rejects.toThrow('a bug');
  });

  it('gives up when everything stops', async () => {
    await expect(patiently(failing(1, away), { begun: true }, 1)).rejects.toThrow(away);
  });
});
