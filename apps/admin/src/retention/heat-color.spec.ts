import { describe, expect, it } from '@jest/globals';
import { tokensOf } from '../theme/tokens.js';
import { contrast, heatColors } from './heat-color.js';

describe.each(['light', 'dark'] as const)('heat colours, %s', (scheme) => {
  const { surface } = tokensOf(scheme);

  it('can be read at every rate', () => {
    for (let percent = 0; percent <= 100; percent++) {
      const { background, text } = heatColors(percent / 100, 1, scheme);
      expect([percent, contrast(background, text) >= 4.5]).toEqual([percent, true]);
    }
  });

  it('grow away from the ground with the rate', () => {
    const away = [0, 0.25, 0.5, 1].map((rate) => contrast(heatColors(rate, 1, scheme).background, surface));
    expect([...away].sort((a, b) => a - b)).toEqual(away);
    expect(new Set(away).size).toBe(4);
  });

  it('are relative to the highest rate shown', () => {
    expect(heatColors(0.1, 0.1, scheme)).toEqual(heatColors(1, 1, scheme));
    expect(heatColors(0.5, 0, scheme).background).toBe(surface);
  });
});
