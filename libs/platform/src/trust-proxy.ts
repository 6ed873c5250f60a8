import { isIP } from 'node:net';
import { z } from 'zod';

/** Whose `X-Forwarded-*` headers are believed, as Fastify's `trustProxy` takes it. */
export type TrustProxy = false | number | string[];

const RANGES = new Set(['loopback', 'linklocal', 'uniquelocal']);
const MOST_HOPS = 10;

/**
 * `0` or nothing: nobody. A number: that many proxies in front of us. Else addresses, CIDR blocks and the names
 * `loopback`, `linklocal`, `uniquelocal`, by comma. There is no "everybody": any client could then name its address.
 */
export const trustProxy = z.string().transform((text, context): TrustProxy => {
  const parts = text.split(',').map((part) => part.trim());
  const [first = ''] = parts;
  if (parts.length === 1 && /^\d+$/.test(first) && Number(first) <= MOST_HOPS) return Number(first) || false;
  if (parts.every(isBlock)) return parts;
  context.addIssue({
    code: 'custom',
    message: `must be the number of proxies in front (1 to ${MOST_HOPS}), loopback, or addresses as 10.0.0.0/8,192.168.1.5`,
  });
  return z.NEVER;
});

function isBlock(part: string): boolean {
  if (RANGES.has(part)) return true;
  const [address = '', bits, ...rest] = part.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return (
    bits === undefined ||
    (/^\d+$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128))
  );
}
