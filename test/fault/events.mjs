import { randomOf } from './random.mjs';

export const BATCH = 50;
const DAY_MS = 86_400_000;
const NAMES = ['Opened', 'Message Sent', 'Shared', 'Paid'];
const PLATFORMS = ['web', 'ios', 'android', 'server'];

/**
 * One batch of a client, the same whenever and wherever it is made, so that what was sent needs no record. Each user
 * has two devices; some events are the device's, some the user's, and identifies make them one person. One event in
 * two hundred is too late for a row and must become a dead letter.
 * @param now start of the run, ms: message ids do not depend on it
 */
export function batchOf({ run, users, now }, client, number) {
  const random = randomOf(run, client, number);
  return Array.from({ length: BATCH }, (_, index) => {
    const id = `${run}-${client}-${number}-${index}`;
    return messageOf(random, id, users, now);
  });
}

function messageOf(random, id, users, now) {
  const user = random.below(users);
  const device = `device-${user}-${random.below(2)}`;
  const kind = random.next();
  const late = random.chance(0.005);
  const age = late ? random.between(40, 400) : random.between(0, 20);
  const base = {
    messageId: late ? `late-${id}` : id,
    timestamp: new Date(now - Math.floor(age * DAY_MS)).toISOString(),
    context: { platform: random.pick(PLATFORMS) },
  };
  if (kind < 0.1) return { ...base, type: 'identify', userId: `user-${user}`, anonymousId: device };
  const event = random.pick(NAMES);
  const properties = { n: random.below(1000), note: random.chance(0.01) ? '\u0000 \ud83d "\'' : 'x' };
  const who = kind < 0.5 ? { anonymousId: device } : { userId: `user-${user}` };
  return { ...base, ...who, type: 'track', event, properties };
}

export const isLate = (message) => message.messageId.startsWith('late-');
