import type { Traffic } from '@groundswell/contracts';

/** Share of bots and internal traffic among all events, 0..1; null where there are none. */
export function otherShare({ human, bot, internal }: Record<Traffic, number>): number | null {
  const other = bot + internal;
  return other === 0 ? null : other / (human + other);
}
