import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { googleEmail, plainEmail } from './email.js';
import { hashedOnce, md5, sha256 } from './hash.js';
import { asInChina, phoneOf, withPlus, withoutPlus } from './phone.js';

describe('an e-mail address', () => {
  it('has the hash that Meta publishes', () => {
    expect(hashedOnce('sha256', ' John_Smith@gmail.com ', plainEmail)).toBe(
      '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f',
    );
  });

  it.each([
    [' Ada.Lovelace+ads@Gmail.com ', 'ada.lovelace+ads@gmail.com', 'adalovelace@gmail.com'],
    ['a.b+c@googlemail.com', 'a.b+c@googlemail.com', 'ab@googlemail.com'],
    ['user.name+NYC@Example.com', 'user.name+nyc@example.com', 'user.name+nyc@example.com'],
    ['nobody', null, null],
    ['+all@gmail.com', '+all@gmail.com', null],
  ])('%s keeps its dots for Meta and loses them for Google, of its own domains', (text, plain, google) => {
    expect([plainEmail(text), googleEmail(text)]).toEqual([plain, google]);
  });

  it('stays what it is when it is normalised again', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        for (const normal of [plainEmail, googleEmail]) {
          const once = normal(address);
          if (once !== null) expect(normal(once)).toBe(once);
        }
      }),
    );
  });
});

describe('a hash', () => {
  it('that somebody made before passes, in small letters', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const never = () => 'normalised again';
        expect(hashedOnce('sha256', sha256(text).toUpperCase(), never)).toBe(sha256(text));
        expect(hashedOnce('md5', ` ${md5(text)}`, never)).toBe(md5(text));
      }),
    );
  });

  it('is not made of what cannot be normalised', () => {
    expect(hashedOnce('sha256', 'no address', plainEmail)).toBeNull();
  });
});

describe('a phone number', () => {
  it('has the hash that Meta publishes, without the plus', () => {
    const phone = phoneOf('16505551212', null)!;
    expect(sha256(withoutPlus(phone))).toBe(
      'e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176',
    );
    expect(withPlus(phone)).toBe('+16505551212');
  });

  it.each([
    ['+1 (650) 555-1212', null, '16505551212'],
    ['001 650 555 1212', null, '16505551212'],
    ['(650) 555-1212', 'US', '16505551212'],
    ['16505551212', 'US', '16505551212'],
    ['020 7946 0958', 'GB', '442079460958'],
    ['+44 20 7946 0958', 'US', '442079460958'],
    ['138 0013 8000', 'CN', '8613800138000'],
    ['8613800138000', 'CN', '8613800138000'],
  ])('%s of %s is %s', (text, country, digits) => {
    expect(phoneOf(text, country)?.digits).toBe(digits);
  });

  it.each(['', 'call me', '12', '+999 12345678901234567890'])('%j is none', (text) => {
    expect(phoneOf(text, null)).toBeNull();
  });

  it('is hashed for Tencent as it is dialled in China', () => {
    expect(asInChina(phoneOf('+86 135 0000 0000', null)!)).toBe('13500000000');
    expect(asInChina(phoneOf('+1 650 555 1212', 'CN')!)).toBe('16505551212');
  });

  it('is the same however it is written', () => {
    const separators = fc.constantFrom('', ' ', '-', '.');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999999 }), separators, (last, separator) => {
        const rest = String(last).padStart(8, '0');
        const written = ['+86', '138', rest.slice(0, 4), rest.slice(4)].join(separator);
        expect(phoneOf(written, null)?.digits).toBe(`86138${rest}`);
        expect(phoneOf(`138${rest}`, 'CN')?.digits).toBe(`86138${rest}`);
      }),
    );
  });
});
