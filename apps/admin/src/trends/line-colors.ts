import { PLATFORM_NAMES, platformColor } from '../charts/palette.js';
import type { Scheme } from '../theme/tokens.js';

/** A platform keeps its colour; other values take the same ones in turn. */
export function lineColor(key: string, index: number, scheme: Scheme): string {
  const isPlatform = (PLATFORM_NAMES as string[]).includes(key);
  return platformColor(isPlatform ? key : (PLATFORM_NAMES[index % PLATFORM_NAMES.length] ?? key), scheme);
}
