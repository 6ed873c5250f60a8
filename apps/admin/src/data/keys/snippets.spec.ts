import { describe, expect, it } from '@jest/globals';
import { SNIPPETS, isAccepted, snippet } from './snippets.js';

const target = { host: 'https://growth.example', writeKey: 'gsw_abc' };

describe('snippets', () => {
  it.each(SNIPPETS)('%s has the key and the address in it', (name) => {
    const text = snippet(name, target);
    expect(text).toContain('gsw_abc');
    expect(text).toContain('growth.example');
  });

  it('says which SDKs the collector does not take yet', () => {
    expect(SNIPPETS.filter((name) => !isAccepted(name))).toEqual(['posthogJs', 'posthogNode']);
  });

  it("gives Segment's browser SDK host and protocol apart", () => {
    expect(snippet('segmentBrowser', target)).toContain("apiHost: 'growth.example/v1', protocol: 'https'");
    const local = snippet('segmentBrowser', { ...target, host: 'http://localhost:3000' });
    expect(local).toContain("apiHost: 'localhost:3000/v1', protocol: 'http'");
  });
});
