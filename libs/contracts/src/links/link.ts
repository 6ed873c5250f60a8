import { z } from 'zod';

/** Of a click on a tracking link, in the URL that it leads to. */
export const LINK_CLICK_ID = 'gs_click';
/** First-party cookie of whoever followed a link: the anonymous id of their clicks. */
export const VISITOR_COOKIE = 'gs_visitor';

const URL_LIMIT = 2_000;

/** An address that a link may lead to, as URL parsers write it. Only the web: no scripts, files or apps, no passwords. */
export const destinationSchema = z
  .string()
  .trim()
  .max(URL_LIMIT)
  .transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
    if (isWeb && url.username === '' && url.password === '' && url.href.length <= URL_LIMIT) return url.href;
    context.addIssue({
      code: 'custom',
      message: 'must be an address that begins with https:// or http://, without a user name or password',
    });
    return z.NEVER;
  });

const utmValue = z.string().trim().max(200).optional();
/** What a link says of itself to the page that it leads to. */
export const linkUtmSchema = z.strictObject({
  source: utmValue,
  medium: utmValue,
  campaign: utmValue,
  content: utmValue,
  term: utmValue,
});
export type LinkUtm = z.infer<typeof linkUtmSchema>;

export const linkCodeSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{3,64}$/, 'must have 3 to 64 letters, digits, - or _');

export interface Link {
  id: number;
  name: string;
  /** In `/l/{code}`. */
  code: string;
  destination: string;
  utm: LinkUtm;
  /** One that is off answers 410. */
  enabled: boolean;
  /** Instant from which on it answers 410; null: never. */
  expiresAt: string | null;
  version: number;
  createdAt: string;
}

export interface LinkStats {
  linkId: number;
  clicks: number;
  people: number;
  signUps: number;
}
