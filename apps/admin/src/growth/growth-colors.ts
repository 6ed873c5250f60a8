import type { Scheme } from '../theme/tokens.js';

/** In the order in which they are stacked, from the axis outwards; churned is drawn below it. */
export const PARTS = ['retained', 'resurrected', 'new', 'churned'] as const;
export type Part = (typeof PARTS)[number];

const COLORS: Record<Part, Record<Scheme, string>> = {
  retained: { light: '#2f6fde', dark: '#79a8ff' },
  resurrected: { light: '#8457c9', dark: '#b794f4' },
  new: { light: '#3d8f47', dark: '#7ac984' },
  churned: { light: '#c0453b', dark: '#f08a80' },
};

export function partColor(part: Part, scheme: Scheme): string {
  return COLORS[part][scheme];
}
