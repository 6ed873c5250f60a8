import { describe, expect, it } from '@jest/globals';
import { DARK, LIGHT } from '../theme/tokens.js';
import { contrast, heatColors } from './heat-color.js';

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('heat colours, %s', (_name, tokens) => {
  it('can be read at every rate', () => {
    for (let percent = 0; percent <= 100; percent++) {
      const { background, text } = heatColors(percent / 100, 1, tokens);
      expect([percent, contrast(background, text) >= 4.5]).toEqual([percent, true]);
    }
  });

  it('grow away from the ground with the rate', () => {
    const away = [0, 0.25, 0.5, 1].map((rate) =>
      contrast(heatColors(rate, 1, tokens).background, tokens.surface),
    );
    expect([...away].sort((a, b) => a - b)).toEqual(away);
    expect(new Set(away).size).toBe(4);
  });

  it('are relative to the highest rate shown', () => {
    expect(heatColors(0.1, 0.1, tokens)).toEqual(heatColors(1, 1, tokens));
    expect(heatColors(0.5, 0, tokens).background).toBe(tokens.surface);
  });
});
