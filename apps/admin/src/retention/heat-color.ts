import { type Scheme, tokensOf } from '../theme/tokens.js';

type Rgb = [number, number, number];

const LOWEST = 0.06;
/** Not the full accent: the ink stays the same nearly everywhere, and the table calm. */
const HIGHEST: Record<Scheme, number> = { light: 0.7, dark: 0.5 };
/** Shades between: more could not be told apart. */
const STEPS = 12;

function parse(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [at(0), at(1), at(2)];
}

/** Relative luminance, WCAG 2.2. */
function luminance(color: Rgb): number {
  const [r, g, b] = color.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(parse(a)), luminance(parse(b))].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const toHex = (color: Rgb) => `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;

export interface CellColors {
  background: string;
  text: string;
}

/**
 * The ground of a cell by its rate relative to the highest one shown, and an ink that reads on it (at least
 * 4.5:1). A rate of 0 has the bare ground.
 */
export function heatColors(rate: number, max: number, scheme: Scheme): CellColors {
  const tokens = tokensOf(scheme);
  if (rate <= 0 || max <= 0) return { background: tokens.surface, text: tokens.muted };
  const share = Math.ceil(Math.min(1, rate / max) * STEPS) / STEPS;
  const strength = LOWEST + share * (HIGHEST[scheme] - LOWEST);
  return { background: toHex(mix(parse(tokens.surface), parse(tokens.accent), strength)), text: tokens.text };
}
