import { type AdNetwork, CONVERSION_AGE_DAYS } from '@groundswell/contracts';
import type { Conversion } from './conversion.js';

const DAY_MS = 86_400_000;
/** A request takes its time: what would expire on the way counts as expired. */
const MARGIN_MS = 10 * 60_000;
/** Google matches by people's data for a shorter time than by clicks (Google Ads Help, enhanced conversions for leads). */
const GOOGLE_WITHOUT_CLICK_DAYS = 63;

/** @param asked a shorter limit of the destination's own; null: the usual one */
export function ageLimitDays(network: AdNetwork, asked: number | null): number {
  const { most, usual } = CONVERSION_AGE_DAYS[network];
  return Math.min(asked ?? usual, most);
}

/** Whether the network would refuse it for its age. Meta refuses everything that is sent with such a one. */
export function isExpired(
  network: AdNetwork,
  { at, clicks }: Pick<Conversion, 'at'> & Partial<Pick<Conversion, 'clicks'>>,
  asked: number | null,
  now: Date,
): boolean {
  const isPersonOnly = network === 'google' && clicks && !clicks.gclid && !clicks.gbraid && !clicks.wbraid;
  const days = ageLimitDays(network, asked);
  const limit = isPersonOnly ? Math.min(days, GOOGLE_WITHOUT_CLICK_DAYS) : days;
  return now.getTime() - at.getTime() > limit * DAY_MS - MARGIN_MS;
}
