import { describe, expect, it } from '@jest/globals';
import { isCurrency, isTimeZone } from './known-codes.js';

describe('codes', () => {
  it.each(['UTC', 'Asia/Shanghai', 'America/St_Johns'])('takes the zone %s', (zone) =>
    expect(isTimeZone(zone)).toBe(true),
  );
  it.each(['', '+08:00', 'Mars/Base', 'local', "UTC'; DROP"])('refuses the zone %p', (zone) =>
    expect(isTimeZone(zone)).toBe(false),
  );
  it('knows currencies', () => {
    expect(isCurrency('CNY')).toBe(true);
    expect(isCurrency('cny')).toBe(false);
    expect(isCurrency('XYZ')).toBe(false);
  });
});
