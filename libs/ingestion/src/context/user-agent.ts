import { LRUCache } from 'lru-cache';
import { UAParser } from 'ua-parser-js';

export interface Device {
  browser?: string;
  os?: string;
  /** `mobile`, `tablet`, `desktop`, … */
  deviceType?: string;
}

const devices = new LRUCache<string, Device>({ max: 5_000 });
const MAX_LENGTH = 500;

/** What a browser says that it is. Undefined fields where it does not say. */
export function deviceOf(userAgent: string): Device {
  const text = userAgent.slice(0, MAX_LENGTH);
  const known = devices.get(text);
  if (known) return known;
  const { browser, os, device } = new UAParser(text).getResult();
  const found = {
    browser: browser.name,
    os: os.name,
    deviceType: device.type ?? (browser.name && 'desktop'),
  };
  devices.set(text, found);
  return found;
}
