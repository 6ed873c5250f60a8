import { describe, expect, it } from '@jest/globals';
import { type AlertForm, bodyOf, formOf, isWhole, newForm } from './alert-form.js';
import type { AlertView } from './types.js';

const whole: AlertForm = { ...newForm('en'), name: ' DAU ', reportId: 7 };

describe('the form of an alert', () => {
  it('sends what was typed, without what is empty', () => {
    const channels: AlertForm['channels'] = [
      { key: 'a', type: 'webhook', format: 'lark', url: ' https://x.example/hook ', secret: '' },
      { key: 'b', type: 'email', to: 'a@x.example, b@x.example;\nc@x.example ' },
    ];
    expect(bodyOf({ ...whole, channels })).toMatchObject({
      name: 'DAU',
      reportId: 7,
      channels: [
        { type: 'webhook', format: 'lark', url: 'https://x.example/hook' },
        { type: 'email', to: ['a@x.example', 'b@x.example', 'c@x.example'] },
      ],
    });
  });

  it('keeps channels whose address is not known here', () => {
    const channel = { id: 'c1', type: 'webhook', format: 'slack', host: 'h', isSigned: false } as const;
    const alert = { ...whole, id: 1, channels: [channel] } as unknown as AlertView;
    expect(bodyOf(formOf(alert)).channels).toEqual([{ type: 'kept', id: 'c1' }]);
  });

  it.each([
    ['as it is', {}, true],
    ['without a name', { name: ' ' }, false],
    ['without a report', { reportId: null }, false],
    [
      'with a change of nothing',
      { rule: { type: 'change', direction: 'up', by: 0, against: 'season' } },
      false,
    ],
    ['with a mail to nobody', { channels: [{ key: 'a', type: 'email', to: ' , ' }] }, false],
    [
      'with a webhook to nowhere',
      { channels: [{ key: 'a', type: 'webhook', format: 'json', url: '', secret: '' }] },
      false,
    ],
  ] as [string, Partial<AlertForm>, boolean][])('%s', (_, over, expected) => {
    expect(isWhole({ ...whole, ...over })).toBe(expected);
  });
});
