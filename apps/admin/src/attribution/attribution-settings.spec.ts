import { describe, expect, it } from '@jest/globals';
import {
  type AttributionSettings,
  guessEvent,
  modelsQuery,
  readSettings,
  writeSettings,
} from './attribution-settings.js';

describe('settings of the attribution page', () => {
  it('come back from the URL as they were written, and may be anything there', () => {
    const settings: AttributionSettings = {
      ...{ event: 'Order Paid', revenue: 'amount', level: 'creative', lookback: 7 },
      ...{ repeats: 'collapse', views: 7, measure: 'roas' },
    };
    const written = Object.entries(writeSettings(settings)).filter(([, value]) => value !== null);
    expect(readSettings(new URLSearchParams(written as string[][]), '')).toEqual(settings);
    const odd = readSettings(new URLSearchParams('lookback=8&level=ad&measure=x&repeats=1'), 'buy');
    expect(odd).toMatchObject({ event: 'buy', level: 'channel', lookback: 30, repeats: 'keep', views: 0 });
  });

  it('ask without revenue where there is none', () => {
    const none = readSettings(new URLSearchParams('event=buy&revenue=-'), '');
    const { conversion } = modelsQuery(none, { from: '2026-01-01', to: '2026-01-02' });
    expect(conversion).toEqual({ event: 'buy' });
  });

  it('ask for impressions where they are to count, and for none otherwise', () => {
    const days = { from: '2026-01-01', to: '2026-01-02' };
    const ask = (url: string) => modelsQuery(readSettings(new URLSearchParams(url), 'buy'), days);
    expect(ask('views=1').viewThrough).toEqual({ days: 1 });
    expect(ask('views=2')).not.toHaveProperty('viewThrough');
  });

  it('guess what brings money, else who signs up', () => {
    expect(guessEvent(['$pageview', 'Signed Up', 'Subscription Started'])).toBe('Subscription Started');
    expect(guessEvent(['Subscribed', 'Payment'])).toBe('Payment');
    expect(guessEvent(['$pageview', 'User Registered'])).toBe('User Registered');
    expect(guessEvent(['$pageview'])).toBe('');
  });
});
