import type { Config } from '@groundswell/platform';
import { describe, expect, it } from '@jest/globals';
import { WebhookSender } from '../alerts/webhook-sender.js';
import { codeOfReason as codeOfConversion } from '../conversions/reason-code.js';
import { codeOfReason } from './coded-reason.js';

describe('codeOfReason', () => {
  it.each([
    ['the line is not valid JSON', { code: 'row_json' }],
    [
      'The time "soon" cannot be read; give a timestampFormat, such as "dd/MM/yyyy HH:mm".',
      { code: 'event_time_unread', values: { value: '"soon"' } },
    ],
    [
      'a: b.csv: The CSV cannot be read: it ends within quotes.',
      {
        code: 'import_in_file',
        values: { file: 'a: b.csv', reason: 'The CSV cannot be read: it ends within quotes.' },
        cause: { code: 'csv_unreadable', values: { reason: 'it ends within quotes' } },
      },
    ],
    ['What only another program says.', {}],
  ])('%s', (reason, expected) => {
    expect(codeOfReason(reason)).toMatchObject(expected);
    if (Object.keys(expected).length === 0) expect(codeOfReason(reason)).toEqual({});
  });
});

describe('a reason that comes again', () => {
  it.each(['the line is not valid JSON', 'x: '.repeat(150)])('is looked for once: %s', (reason) => {
    expect(codeOfReason(`${reason}`)).toBe(codeOfReason(reason));
  });

  it('is a sentence within a file by a name of a few colons', () => {
    const after = (colons: number) => codeOfReason(`${'x: '.repeat(colons)}the line is not valid JSON`).code;
    expect([after(1), after(8), after(9)]).toEqual(['import_in_file', 'import_in_file', undefined]);
  });
});

describe('a conversion that was given up', () => {
  it('says by its code why, where the reason is one of our own and not the words of a network', () => {
    const own = 'The network could not be reached: ECONNREFUSED';
    expect(codeOfConversion(`Given up after 12 attempts: ${own}`)).toMatchObject({
      code: 'conversion_given_up',
      values: { attempts: '12', reason: own },
      cause: { code: 'conversion_unreached', values: { reason: 'ECONNREFUSED' } },
    });
    const theirs = codeOfConversion('Given up after 12 attempts: must be in the future');
    expect(theirs).toEqual({
      code: 'conversion_given_up',
      values: { attempts: '12', reason: 'must be in the future' },
    });
    expect(codeOfConversion(null)).toEqual({});
  });

  it('says so where the address is of the inside', async () => {
    const sender = new WebhookSender({ webhookAddresses: [] as string[] } as Config);
    const sent = sender.post({ url: 'http://127.0.0.1:1/', headers: {}, body: '' });
    const said = await sent.then(
      () => 'it was sent',
      (error: Error) => `The network could not be reached: ${error.message}`,
    );
    expect(codeOfConversion(said)).toEqual({ code: 'conversion_inside' });
    expect(codeOfConversion(`Given up after 12 attempts: ${said}`)).toMatchObject({
      code: 'conversion_given_up',
      cause: { code: 'conversion_inside' },
    });
  });
});
