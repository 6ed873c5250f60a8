import { describe, expect, it } from '@jest/globals';
import { tooltipHtml } from './tooltip.js';

describe('tooltip', () => {
  it('never lets a name become markup', () => {
    const html = tooltipHtml('<b>', '"x"', [
      { color: '#000', name: '<img src=x onerror=alert(1)>', value: "'&" },
    ]);
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<b>');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).toContain('&#39;&amp;');
  });
});
