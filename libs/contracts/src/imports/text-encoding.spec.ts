import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ENCODING_HEAD_BYTES, textEncodingOf } from './text-encoding.js';

/** "id,城市\n1,北京，用户\n" as Chinese Excel saves it. */
const GBK = Buffer.from('69642cb3c7cad00a312cb1b1bea9a3acd3c3bba70a', 'hex');

describe('textEncodingOf', () => {
  it('knows GBK, also where the head ends within a character', () => {
    expect(textEncodingOf(GBK)).toBe('gb18030');
    expect(textEncodingOf(GBK.subarray(0, -2))).toBe('gb18030');
  });

  it.each(['', 'a,b\n1,2\n', 'name\nZürich\n', '城市\n北京\n', '😀', '日本語\n'])(
    'takes %j for UTF-8',
    (text) => {
      expect(textEncodingOf(Buffer.from(text))).toBe('utf-8');
    },
  );

  it.each([
    ['utf-16le', Buffer.from('\uFEFF城市,北京\n', 'utf16le')],
    ['utf-16be', Buffer.from('\uFEFF城市,北京\n', 'utf16le').swap16()],
    ['utf-16le', Buffer.from('city,城市\n', 'utf16le')],
    ['utf-16be', Buffer.from('city,城市\n', 'utf16le').swap16()],
  ])('knows %s by its mark or its zeros', (encoding, bytes) => {
    expect(textEncodingOf(bytes)).toBe(encoding);
  });

  it('knows UTF-16 by the ends of its lines where nearly all else is Chinese', () => {
    const line = '广告系列名称是第一组春季推广活动\t北京上海广州深圳地区的品牌搜索词包\n';
    const text = line.repeat(9);
    expect(textEncodingOf(Buffer.from(text, 'utf16le'))).toBe('utf-16le');
    expect(textEncodingOf(Buffer.from(text, 'utf16le').swap16())).toBe('utf-16be');
    expect(textEncodingOf(Buffer.from(text))).toBe('utf-8');
  });

  it.each([[Buffer.concat([GBK, Buffer.from([0])])], [Buffer.concat([GBK, Buffer.from('\0\n')])]])(
    'keeps GBK with a zero byte for GBK (%#)',
    (bytes) => {
      expect(textEncodingOf(bytes)).toBe('gb18030');
    },
  );

  it('takes any UTF-8 for UTF-8', () => {
    // Texts of NUL are none; UTF-16 would look so.
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
    fc.assert(fc.property(text, (value) => textEncodingOf(Buffer.from(value)) === 'utf-8'));
  });

  it('does not make Chinese of UTF-8 with a damaged byte', () => {
    const bytes = Buffer.from('城市,北京,上海,广州,深圳');
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at] = 0xb5;
      expect(textEncodingOf(damaged)).toBe('utf-8');
    }
  });

  it.each(['name\nZürich\nKöln\nMünchen\n', 'prénom,été\nZoé\n', 'año\nseñor\n'])(
    'neither takes Latin-1 %j for Chinese nor for UTF-8',
    (text) => {
      expect(textEncodingOf(Buffer.from(text, 'latin1'))).toBe('other');
    },
  );

  it.each([
    ['Big5', '610aa4a4a4e5a440a4e9'],
    ['Shift JIS', '6e616d650a93fa967b8cea83658358836783b6'],
  ])('does not read %s', (_name, hex) => {
    expect(textEncodingOf(Buffer.from(hex, 'hex'))).toBe('other');
  });

  it('reads a text with a stray byte or two', () => {
    expect(textEncodingOf(Buffer.from('name\nA\xffB\nC\xfe\n', 'latin1'))).toBe('utf-8');
  });

  it('looks at the beginning only', () => {
    const late = Buffer.concat([Buffer.alloc(ENCODING_HEAD_BYTES, 'a'), GBK]);
    expect(textEncodingOf(late)).toBe('utf-8');
  });
});
