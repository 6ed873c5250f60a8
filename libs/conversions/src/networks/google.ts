import { googleEmail } from '../identity/email.js';
import { hashedOnce } from '../identity/hash.js';
import { phoneOf, withPlus } from '../identity/phone.js';
import { allAccepted, nothingTaken, objectOf, parsed, readStatus, sentence } from '../answers.js';
import type { Conversion } from '../conversion.js';
import { eventIdOf } from '../event-id.js';
import type { JsonObject, NetworkAnswer, Protocol, Reading } from '../network.js';
import { hashedAll, without } from '../values.js';

/** Identifiers of one event; more are refused. */
const MOST_IDENTIFIERS = 10;
const CLICKS = ['gclid', 'gbraid', 'wbraid'] as const;

/**
 * Google, "Data Manager API: Method: events.ingest", "Event" and "Format user data". Conversions of one action with the same
 * transaction id count once.
 */
export const GOOGLE: Protocol<'google'> = {
  network: 'google',
  baseUrl: 'https://datamanager.googleapis.com',
  maxBatch: 500,
  unusable(conversion) {
    const isKnown = clickOf(conversion) !== undefined || identifiersOf(conversion).length > 0;
    return isKnown ? null : 'There is neither a click of Google nor an e-mail address or phone number.';
  },
  request(batch, { settings, isTest, hasConsent }) {
    const { accountId, loginAccountId } = settings;
    const account = (id: string) => ({ accountType: 'GOOGLE_ADS', accountId: id });
    const names = [...new Set(batch.map(({ name }) => name))];
    return {
      path: '/v1/events:ingest',
      body: without({
        destinations: names.map((name) =>
          without({
            reference: name,
            operatingAccount: account(accountId),
            loginAccount: loginAccountId ? account(loginAccountId) : undefined,
            productDestinationId: name,
          }),
        ),
        events: batch.map(eventOf),
        consent: hasConsent
          ? { adUserData: 'CONSENT_GRANTED', adPersonalization: 'CONSENT_GRANTED' }
          : undefined,
        encoding: 'HEX',
        validateOnly: isTest ? true : undefined,
      }),
    };
  },
  authorization: (_credentials, accessToken) => ({ headers: { authorization: `Bearer ${accessToken}` } }),
  read,
};

function eventOf(conversion: Conversion): JsonObject {
  const { name, at, value, currency } = conversion;
  const identifiers = identifiersOf(conversion);
  const click = clickOf(conversion);
  return without({
    destinationReferences: [name],
    transactionId: eventIdOf(conversion),
    eventTimestamp: at.toISOString(),
    eventSource: 'WEB',
    adIdentifiers: click && { [click]: conversion.clicks[click]!.value },
    userData: identifiers.length > 0 ? { userIdentifiers: identifiers } : undefined,
    currency: value === null ? undefined : (currency ?? undefined),
    conversionValue: value ?? undefined,
  });
}

const clickOf = ({ clicks }: Conversion) => CLICKS.find((name) => clicks[name] !== undefined);

function identifiersOf({ emails, phones, country }: Conversion): JsonObject[] {
  const phone = (text: string) => {
    const found = phoneOf(text, country);
    return found && withPlus(found);
  };
  const addresses = hashedAll(emails, (email) => hashedOnce('sha256', email, googleEmail)) ?? [];
  const numbers = hashedAll(phones, (text) => hashedOnce('sha256', text, phone)) ?? [];
  return [
    ...addresses.map((emailAddress) => ({ emailAddress })),
    ...numbers.map((phoneNumber) => ({ phoneNumber })),
  ].slice(0, MOST_IDENTIFIERS);
}

function read(answer: NetworkAnswer, size: number): Reading {
  if (answer.status === 200) return allAccepted(size);
  const error = objectOf(parsed(answer.body).error);
  return readStatus(answer) ?? nothingTaken(sentence(error.status, error.message), culpritsOf(error));
}

/** Which events the violations name; a request with any of them is refused whole. */
function culpritsOf(error: Record<string, unknown>): Map<number, string> {
  const details = Array.isArray(error.details) ? error.details : [];
  const violations = details.flatMap((detail) => {
    const { fieldViolations } = objectOf(detail);
    return Array.isArray(fieldViolations) ? fieldViolations.map(objectOf) : [];
  });
  const culprits = new Map<number, string>();
  for (const { field, description, reason } of violations) {
    const place = /events\[(\d+)\]/.exec(String(field))?.[1];
    if (place !== undefined)
      culprits.set(Number(place), sentence(`${String(field)}:`, description ?? reason));
  }
  return culprits;
}
