import { describe, expect, it } from '@jest/globals';
import { isBot } from './is-bot.js';

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

describe('isBot', () => {
  it.each([
    [undefined, false],
    [CHROME, false],
    [CHROME.replace('Chrome/', 'HeadlessChrome/'), false],
    ['curl/8.5.0', false],
    ['analytics-node/3.1.0', false],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', true],
    [`${CHROME} (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)`, true],
    ['Baiduspider+(+http://www.baidu.com/search/spider.htm)', true],
  ])('of %s is %s', (userAgent, answer) => expect(isBot(userAgent)).toBe(answer));
});
