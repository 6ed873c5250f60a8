import { Weighted } from '../random/weighted.js';
import type { DeviceContext } from './segment-message.js';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';

type Share<T> = readonly [share: number, value: T];

/** User agents of browsers by their share. */
export const BROWSERS: readonly Share<string>[] = [
  [32, `${WINDOWS} ${WEBKIT} Chrome/121.0.0.0 Safari/537.36`],
  [21, `${WINDOWS} ${WEBKIT} Chrome/121.0.0.0 Safari/537.36 Edg/121.0.0.0`],
  [9, `${WINDOWS} ${WEBKIT} Chrome/109.0.5414.168 Safari/537.36 QQBrowser/12.4.5604.400`],
  [3, 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:122.0) Gecko/20100101 Firefox/122.0'],
  [11, `${MAC} ${WEBKIT} Chrome/121.0.0.0 Safari/537.36`],
  [6, `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Safari/605.1.15`],
  [
    8,
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Mobile/15E148 Safari/604.1',
  ],
  [10, `Mozilla/5.0 (Linux; Android 13; V2227A) ${WEBKIT} Chrome/121.0.0.0 Mobile Safari/537.36`],
];

export interface Phone {
  isApple: boolean;
  manufacturer: string;
  model: string;
  os: string;
}

const apple = (model: string, os: string): Phone => ({ isApple: true, manufacturer: 'Apple', model, os });
const android = (manufacturer: string, model: string, os: string): Phone => ({
  isApple: false,
  manufacturer,
  model,
  os,
});

export const PHONES: readonly Share<Phone>[] = [
  [14, apple('iPhone14,5', '17.2')],
  [13, apple('iPhone15,2', '17.3')],
  [8, apple('iPhone16,1', '17.3')],
  [5, apple('iPhone12,1', '16.7')],
  [15, android('HUAWEI', 'ALN-AL00', '12')],
  [12, android('Xiaomi', '23049RAD8C', '14')],
  [11, android('OPPO', 'PHM110', '14')],
  [10, android('vivo', 'V2227A', '13')],
  [9, android('HONOR', 'PGT-AN10', '13')],
  [3, android('samsung', 'SM-S9180', '14')],
];

export const browserShares = new Weighted(BROWSERS.map(([share]) => share));
export const phoneShares = new Weighted(PHONES.map(([share]) => share));

const APP_NAME = 'Lumen';

export function webContext(browser: number): DeviceContext {
  return {
    platform: 'web',
    library: { name: 'analytics.js', version: 'npm:next-1.66.0' },
    userAgent: BROWSERS[browser]![1],
    locale: 'zh-CN',
  };
}

export function appContext(phone: number, version: string): DeviceContext {
  const { isApple, manufacturer, model, os } = PHONES[phone]![1];
  return {
    platform: isApple ? 'ios' : 'android',
    library: isApple
      ? { name: 'analytics-swift', version: '1.5.5' }
      : { name: 'analytics-kotlin', version: '1.14.2' },
    device: { type: isApple ? 'ios' : 'android', manufacturer, model },
    os: { name: isApple ? 'iOS' : 'Android', version: os },
    app: { name: APP_NAME, version },
  };
}

export function miniProgramContext(phone: number, version: string): DeviceContext {
  const { isApple, manufacturer, model, os } = PHONES[phone]![1];
  return {
    platform: 'mini_program',
    library: { name: 'analytics-mini-program', version: '2.1.0' },
    device: { type: 'mobile', manufacturer, model },
    os: { name: isApple ? 'iOS' : 'Android', version: os },
    app: { name: APP_NAME, version },
  };
}

export const SERVER_CONTEXT: DeviceContext = {
  platform: 'server',
  library: { name: '@segment/analytics-node', version: '1.1.3' },
};
