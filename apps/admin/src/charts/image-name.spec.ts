import { describe, expect, it } from '@jest/globals';
import { imageName } from './image-name.js';

describe('the file name of a chart', () => {
  it.each([
    [
      'Sum · payment.amount',
      'Line chart from 27 Feb 2024 to 25 Mar 2024. The table below has the numbers.',
      'Sum-payment-amount-Line-chart-from-27-Feb-2024-to-25-Mar-2024.png',
    ],
    ['人数', '2024年2月27日 至 3月25日 的折线图。数值见下表。', '人数-2024年2月27日-至-3月25日-的折线图.png'],
    ['Revenue', 'Revenue', 'Revenue.png'],
    [undefined, 'Weekly revenue', 'Weekly-revenue.png'],
    [undefined, 'x'.repeat(200), `${'x'.repeat(80)}.png`],
  ])('under %s: %s', (title, label, name) => {
    expect(imageName(title, label)).toBe(name);
  });
});
