import { allAccepted, isSuccess, nothingTaken, parsed, readStatus, sentence } from '../answers.js';
import { eventIdOf } from '../event-id.js';
import type { NetworkAnswer, Protocol, Reading } from '../network.js';
import { inFen, without } from '../values.js';

/**
 * Ocean Engine, 《转化回传 API》 (`api/v2/conversion`): one event a request, told by the `clickid` of the landing page's address.
 * Who knows the click id may report on it: there are no credentials. Of events with the same `outer_event_id` it counts one.
 */
export const OCEAN_ENGINE: Protocol<'oceanengine'> = {
  network: 'oceanengine',
  baseUrl: 'https://analytics.oceanengine.com',
  maxBatch: 1,
  unusable: ({ clicks }) =>
    clicks.clickid ? null : 'There was no click of Ocean Engine (clickid) before it.',
  request([conversion]) {
    const { name, at, value, clicks } = conversion!;
    return {
      path: '/api/v2/conversion',
      body: without({
        event_type: name,
        context: { ad: { callback: clicks.clickid!.value } },
        timestamp: at.getTime(),
        outer_event_id: eventIdOf(conversion!),
        properties: value === null ? undefined : { pay_amount: inFen(value) },
      }),
    };
  },
  authorization: () => ({}),
  read,
};

function read(answer: NetworkAnswer, size: number): Reading {
  const { code, message } = parsed(answer.body);
  if (code === 0 && isSuccess(answer)) return allAccepted(size);
  const unread = readStatus(answer);
  if (unread) return unread;
  return code === undefined
    ? { kind: 'later', reason: `HTTP ${answer.status} without a code` }
    : nothingTaken(sentence(`${String(code)}:`, message));
}
