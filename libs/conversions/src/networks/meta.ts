import { plainEmail } from '../identity/email.js';
import { hashedOnce } from '../identity/hash.js';
import { phoneOf, withoutPlus } from '../identity/phone.js';
import { allAccepted, nothingTaken, objectOf, parsed, readStatus, sentence } from '../answers.js';
import type { Conversion } from '../conversion.js';
import { eventIdOf } from '../event-id.js';
import type { JsonObject, NetworkAnswer, Protocol, Reading } from '../network.js';
import { hashedAll, pageOf, secondsOf, without } from '../values.js';

const VERSION = 'v23.0';

/**
 * Meta, "Conversions API: Main Body Parameters", "Server Event Parameters" and "Customer Information Parameters". One event
 * that is older than seven days makes it refuse the whole request. Of two events with the same id and name it counts one.
 */
export const META: Protocol<'meta'> = {
  network: 'meta',
  baseUrl: 'https://graph.facebook.com',
  maxBatch: 500,
  unusable(conversion) {
    if (conversion.name === 'Purchase' && (conversion.value === null || conversion.currency === null)) {
      return 'Meta takes a Purchase only with a value and a currency.';
    }
    const { client_user_agent: _agent, client_ip_address: _address, ...ids } = userData(conversion);
    return Object.keys(ids).length > 0 ? null : 'There is nothing to tell Meta who it was.';
  },
  request(batch, { settings, isTest }) {
    return {
      path: `/${VERSION}/${settings.pixelId}/events`,
      body: without({
        data: batch.map(eventOf),
        test_event_code: isTest ? settings.testEventCode : undefined,
      }),
    };
  },
  authorization: ({ accessToken }) => ({ body: { access_token: accessToken } }),
  read,
};

function eventOf(conversion: Conversion): JsonObject {
  const { name, at, value, currency, url, userAgent } = conversion;
  // Meta takes "website" with a page and a browser alone.
  const page = userAgent === null ? undefined : pageOf(url);
  return without({
    event_name: name,
    event_time: secondsOf(at),
    event_id: eventIdOf(conversion),
    action_source: page ? 'website' : 'system_generated',
    event_source_url: page,
    user_data: userData(conversion),
    custom_data: value === null ? undefined : without({ value, currency: currency ?? undefined }),
  });
}

function userData(conversion: Conversion): JsonObject {
  const { emails, phones, externalId, country, cookies, ip, userAgent } = conversion;
  const phone = (text: string) => {
    const found = phoneOf(text, country);
    return found && withoutPlus(found);
  };
  return without({
    em: hashedAll(emails, (email) => hashedOnce('sha256', email, plainEmail)),
    ph: hashedAll(phones, (text) => hashedOnce('sha256', text, phone)),
    external_id: hashedAll(externalId === null ? [] : [externalId], (id) =>
      hashedOnce('sha256', id, (text) => text),
    ),
    fbc: cookies.fbc ?? clickCookie(conversion),
    fbp: cookies.fbp ?? undefined,
    client_ip_address: ip ?? undefined,
    client_user_agent: userAgent ?? undefined,
  });
}

/** What Meta's own tag would have put into the cookie: version, depth of the domain, when it was clicked (ms), click id. */
function clickCookie({ clicks: { fbclid } }: Conversion): string | undefined {
  return fbclid && `fb.1.${fbclid.at.getTime()}.${fbclid.value}`;
}

/** Meta, "Graph API: Handle Errors" and "Marketing API: Error Reference". */
const LATER = new Set([1, 2, 4, 17, 32, 341, 613, 80004]);
const UNAUTHORIZED = new Set([10, 102, 190]);

function read(answer: NetworkAnswer, size: number): Reading {
  const said = parsed(answer.body);
  if (answer.status === 200) {
    const received = said.events_received;
    return received === size ? allAccepted(size) : nothingTaken(sentence('Meta took', received, 'of', size));
  }
  const error = objectOf(said.error);
  const code = Number(error.code);
  const reason = sentence(`${code}:`, error.message, error.error_user_msg);
  if (UNAUTHORIZED.has(code) || (code >= 200 && code < 300)) return { kind: 'unauthorized', reason };
  if (LATER.has(code) || error.is_transient === true) return { kind: 'later', reason };
  return readStatus(answer) ?? nothingTaken(reason);
}
