import { plainEmail } from '../identity/email.js';
import { hashedOnce } from '../identity/hash.js';
import { phoneOf, withPlus } from '../identity/phone.js';
import { allAccepted, isSuccess, parsed, readCode, readStatus } from '../answers.js';
import type { Conversion } from '../conversion.js';
import { eventIdOf } from '../event-id.js';
import type { JsonObject, NetworkAnswer, Protocol, Reading } from '../network.js';
import { hashedAll, pageOf, secondsOf, without } from '../values.js';

/**
 * TikTok for Business, "Events API 2.0: Report Events" (`event/track`). Events of one source with the same id and name count
 * once.
 */
export const TIKTOK: Protocol<'tiktok'> = {
  network: 'tiktok',
  baseUrl: 'https://business-api.tiktok.com',
  maxBatch: 500,
  unusable(conversion) {
    const { ip: _ip, user_agent: _agent, ...ids } = userOf(conversion);
    return Object.keys(ids).length > 0 ? null : 'There is nothing to tell TikTok who it was.';
  },
  request(batch, { settings, isTest }) {
    return {
      path: '/open_api/v1.3/event/track/',
      body: without({
        event_source: 'web',
        event_source_id: settings.eventSourceId,
        test_event_code: isTest ? settings.testEventCode : undefined,
        data: batch.map(eventOf),
      }),
    };
  },
  authorization: ({ accessToken }) => ({ headers: { 'access-token': accessToken } }),
  read,
};

function eventOf(conversion: Conversion): JsonObject {
  const { name, at, value, currency } = conversion;
  const page = pageOf(conversion.url);
  return without({
    event: name,
    event_time: secondsOf(at),
    event_id: eventIdOf(conversion),
    user: userOf(conversion),
    page: page && { url: page },
    properties: value === null ? undefined : without({ value, currency: currency ?? undefined }),
  });
}

function userOf({
  emails,
  phones,
  externalId,
  country,
  clicks,
  cookies,
  ip,
  userAgent,
}: Conversion): JsonObject {
  const phone = (text: string) => {
    const found = phoneOf(text, country);
    return found && withPlus(found);
  };
  return without({
    email: hashedAll(emails, (email) => hashedOnce('sha256', email, plainEmail)),
    phone: hashedAll(phones, (text) => hashedOnce('sha256', text, phone)),
    external_id: hashedAll(externalId === null ? [] : [externalId], (id) =>
      hashedOnce('sha256', id, (text) => text),
    ),
    ttclid: clicks.ttclid?.value,
    ttp: cookies.ttp ?? undefined,
    ip: ip ?? undefined,
    user_agent: userAgent ?? undefined,
  });
}

/** TikTok for Business, "API for Business: Return Codes". */
const CODES = {
  unauthorized: (code: number) => [40001, 40102, 40104, 40105, 40106, 40107].includes(code),
  later: (code: number) => [40016, 40100, 40133, 40200, 40201, 40202].includes(code) || code >= 50000,
};

function read(answer: NetworkAnswer, size: number): Reading {
  const { code, message } = parsed(answer.body);
  if (code === 0 && isSuccess(answer)) return allAccepted(size);
  if (typeof code === 'number' && code !== 0) return readCode(code, String(message), CODES);
  return readStatus(answer) ?? { kind: 'later', reason: `HTTP ${answer.status} without a code` };
}
