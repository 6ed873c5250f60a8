import { expect, it } from '@jest/globals';
import { keyAt, partsOfKey, toldNetwork } from './named-network.js';

const arrival = (utmSource: string, clickIds: Record<string, string> = {}) => ({
  ...{ utmSource, utmMedium: '', utmCampaign: '', utmContent: '9', utmTerm: '', referrerHost: '', clickIds },
});

it.each([
  [arrival('fb'), 'meta'],
  [arrival('Google'), 'google'],
  [arrival('newsletter'), ''],
  [arrival('google', { ttclid: 'x' }), 'tiktok'],
  [arrival('ig', { gs_click: 'x' }), 'meta'],
  [arrival('', { gs_click: 'x' }), ''],
])('a touch tells its network by a click id, else by its source', (touch, network) => {
  expect(toldNetwork(touch)).toBe(network);
});

it('a key is a name again', () => {
  expect(partsOfKey(keyAt('meta', 'a / b'))).toEqual({ name: 'a / b', network: 'meta' });
  expect(partsOfKey(keyAt('', 'a'))).toEqual({ name: 'a', network: '' });
});
