import type { AdNetwork } from '@groundswell/contracts';

/** The click ids that a network knows its ads by. */
export const CLICK_NAMES: Record<AdNetwork, readonly string[]> = {
  meta: ['fbclid'],
  google: ['gclid', 'gbraid', 'wbraid'],
  tiktok: ['ttclid'],
  baidu: ['bd_vid'],
  tencent: ['qz_gdt', 'gdt_vid'],
  oceanengine: ['clickid'],
};

/** Under which names SDKs and products say a thing. */
const NAMES = {
  email: ['email', '$email', 'Email', 'emailAddress'],
  phone: ['phone', '$phone', 'Phone', 'phoneNumber', 'phone_number', 'mobile'],
  fbc: ['fbc', '_fbc', '$fbc'],
  fbp: ['fbp', '_fbp', '$fbp'],
  ttp: ['ttp', '_ttp', '$ttp'],
  url: ['url', '$current_url'],
  userAgent: ['userAgent', '$raw_user_agent', '$user_agent'],
  ip: ['$ip', 'ip'],
} as const;

type Properties = Record<string, unknown>;

const isText = (value: unknown): value is string | number =>
  (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';

/** The first that is said, where the first who says anything decides; null: nobody does. */
export function said(what: keyof typeof NAMES, ...sayings: Properties[]): string | null {
  for (const properties of sayings) {
    const value = NAMES[what].map((name) => properties[name]).find(isText);
    if (value !== undefined) return String(value);
  }
  return null;
}

/** All that are said, also in lists. */
export function texts(what: 'email' | 'phone', properties: Properties): string[] {
  return NAMES[what]
    .flatMap((name) => properties[name])
    .filter(isText)
    .map(String);
}

/** What stands at a path: under its whole name, else inside. */
export function valueAt(properties: Properties, path: readonly string[]): unknown {
  const whole = properties[path.join('.')];
  if (whole !== undefined || path.length === 1) return whole;
  const inner = properties[path[0]!];
  return typeof inner === 'object' && inner !== null
    ? valueAt(inner as Properties, path.slice(1))
    : undefined;
}
