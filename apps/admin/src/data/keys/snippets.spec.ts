import { describe, expect, it } from '@jest/globals';
import { INSTALL, SNIPPETS, snippet } from './snippets.js';

const target = { host: 'https://growth.example', writeKey: 'gsw_abc' };

describe('snippets', () => {
  it.each(SNIPPETS)('%s has the key and the address in it', (name) => {
    const text = snippet(name, target);
    expect(text).toContain('gsw_abc');
    expect(text).toContain('growth.example');
  });

  it.each(SNIPPETS.filter((name) => name !== 'curl'))('%s imports what it says to install', (name) => {
    const installed = INSTALL[name]?.replace('npm install ', '');
    expect(snippet(name, target)).toContain(`from '${installed}`);
  });

  it("gives Segment's browser SDK host and protocol apart", () => {
    expect(snippet('segmentBrowser', target)).toContain("apiHost: 'growth.example/v1', protocol: 'https'");
    const local = snippet('segmentBrowser', { ...target, host: 'http://localhost:3000' });
    expect(local).toContain("apiHost: 'localhost:3000/v1', protocol: 'http'");
  });
});
