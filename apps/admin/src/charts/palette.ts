import type { Platform } from '@groundswell/contracts';
import { type Scheme, tokensOf } from '../theme/tokens.js';

/** A platform has one colour everywhere. */
const PLATFORM_COLORS: Record<Platform, Record<Scheme, string>> = {
  web: { light: '#2f6fde', dark: '#79a8ff' },
  ios: { light: '#8457c9', dark: '#b794f4' },
  android: { light: '#3d8f47', dark: '#7ac984' },
  mini_program: { light: '#c76f11', dark: '#f0a557' },
  desktop: { light: '#bf3f78', dark: '#ee86b2' },
  server: { light: '#64747c', dark: '#9fb0b8' },
  other: { light: '#8b7a55', dark: '#c9b78e' },
};

export const PLATFORM_NAMES = Object.keys(PLATFORM_COLORS) as Platform[];

export function platformColor(platform: string, scheme: Scheme): string {
  return (PLATFORM_COLORS[platform as Platform] ?? PLATFORM_COLORS.other)[scheme];
}

export function totalColor(scheme: Scheme): string {
  return tokensOf(scheme).accent;
}

/** Platforms in our own order; names we do not know come last. */
export function byPlatformOrder(a: string, b: string): number {
  const place = (name: string) => {
    const index = PLATFORM_NAMES.indexOf(name as Platform);
    return index < 0 ? PLATFORM_NAMES.length : index;
  };
  return place(a) - place(b) || a.localeCompare(b);
}
