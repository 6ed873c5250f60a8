import { describe, expect, it } from '@jest/globals';
import { bodyOf, credentialFields, formOf, newRule, settingsFields } from './destination-form.js';
import type { Destination } from './types.js';

const destination: Destination = {
  ...{ id: 1, network: 'meta', name: 'Ours', settings: { pixelId: '7' }, version: 3 },
  rules: [
    {
      event: 'Paid',
      name: 'Purchase',
      filters: [{ property: 'platform', operator: 'eq', value: 'web' }],
      valueProperty: 'properties.amount',
      currencyProperty: 'properties.currency',
      currency: null,
    },
  ],
  ...{ consentProperty: null, maxAgeDays: null, phoneCountry: 'DE', baseUrl: null },
  ...{ testMode: false, includeImports: true, enabled: true, hasCredentials: true },
  ...{ pausedReason: null, heldUntil: null },
};

describe('the form of a destination', () => {
  it('gives back what it was given, also what it does not show, and no credentials', () => {
    const { name, settings, rules, consentProperty, maxAgeDays, phoneCountry, baseUrl } = destination;
    expect(bodyOf(formOf(destination), destination)).toEqual({
      ...{ name, settings, rules, consentProperty, maxAgeDays, phoneCountry, baseUrl },
      ...{ testMode: false, includeImports: true },
    });
  });

  it('asks for consent, unless somebody says otherwise', () => {
    const form = formOf(null);
    expect(bodyOf({ ...form, name: ' A ', rules: [] }, null)).toMatchObject({
      ...{ network: 'meta', name: 'A', consentProperty: 'person.ad_consent', credentials: {} },
    });
    expect(bodyOf({ ...form, asksConsent: false }, null)).toMatchObject({ consentProperty: null });
  });

  it('writes names of properties and currencies as the API wants them, and leaves out what is empty', () => {
    const rule = { ...newRule(), event: 'Paid ', name: 'Purchase', valueProperty: 'amount', currency: 'eur' };
    const form = { ...formOf(null), rules: [rule], credentials: { accessToken: ' t', other: ' ' } };
    expect(bodyOf(form, null)).toMatchObject({
      credentials: { accessToken: ' t' },
      rules: [{ event: 'Paid', valueProperty: 'properties.amount', currencyProperty: null, currency: 'EUR' }],
    });
  });

  it('shows the fields that a network has', () => {
    expect(settingsFields('meta')).toEqual([
      { name: 'pixelId', isOptional: false },
      { name: 'testEventCode', isOptional: true },
    ]);
    expect(credentialFields('google').map(({ name }) => name)).toEqual([
      'clientId',
      'clientSecret',
      'refreshToken',
      'serviceAccount',
    ]);
    expect(credentialFields('oceanengine')).toEqual([]);
  });
});
