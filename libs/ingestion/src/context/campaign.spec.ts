import { describe, expect, it } from '@jest/globals';
import { campaignOf, campaignOfRow, installReferrer } from './campaign.js';

describe('what Google Play says of an installation', () => {
  it.each<[string, object]>([
    ['utm_source=google-play&utm_medium=organic', { utmSource: 'google-play', utmMedium: 'organic' }],
    ['utm_source=(not%20set)&utm_medium=(not%20set)', {}],
    ['gclid=Cj0&utm_source=(not set)', { clickIds: { gclid: 'Cj0' } }],
    ['utm_source%3Dnews%26utm_campaign%3Dspring%2520sale', { utmSource: 'news', utmCampaign: 'spring sale' }],
    [
      'utm_source=apps.facebook.com&utm_campaign=fb4a&utm_content=%7B%22app%22%3A0%7D',
      { utmSource: 'apps.facebook.com', utmCampaign: 'fb4a', utmContent: '{"app":0}' },
    ],
    ['what else', {}],
    ['%E0%A4%A', {}],
  ])('%s', (text, campaign) => {
    expect(JSON.parse(JSON.stringify(campaignOf(undefined, installReferrer(text))))).toEqual(campaign);
  });

  it('is none where it is no text', () => expect(installReferrer(5)).toBeUndefined());
});

it('a row of a table names its campaign, its address or its installation, in this order', () => {
  const row = {
    utm_source: 'a',
    gclid: 'g',
    url: 'https://x.example/?utm_source=b',
    install_referrer: 'utm_source=c',
  };
  expect(campaignOfRow(row)).toMatchObject({ utmSource: 'a', clickIds: { gclid: 'g' } });
  const { utm_source: _, gclid: __, ...rest } = row;
  expect(campaignOfRow(rest)).toMatchObject({ utmSource: 'b' });
  expect(campaignOfRow({ install_referrer: 'utm_source=c' })).toMatchObject({ utmSource: 'c' });
  expect(campaignOfRow({ url: 'https://x.example/' })).toEqual({});
});
