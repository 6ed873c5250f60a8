import { describe, expect, it } from '@jest/globals';
import { type PlatformSigns, platformOf } from './platform-of.js';

const library = (libraryName: string, more: PlatformSigns = {}) => ({ libraryName, ...more });

describe('platformOf', () => {
  it.each<[PlatformSigns, string]>([
    [{ stated: 'Mini Program' }, 'mini_program'],
    [{ stated: 'miniprogram' }, 'mini_program'],
    [{ stated: 'iOS' }, 'ios'],
    [{ stated: 'fridge' }, 'other'],
    [{ stated: 'web', libraryName: 'analytics-node' }, 'web'],
    [library('analytics.js'), 'web'],
    [library('RudderLabs JavaScript SDK'), 'web'],
    [library('analytics.js', { deviceType: 'android' }), 'web'],
    [
      library('analytics.js', { userAgent: 'Mozilla/5.0 … MicroMessenger/8.0 MiniProgramEnv/android' }),
      'mini_program',
    ],
    [library('analytics.js', { userAgent: 'Mozilla/5.0 Chrome/120 Electron/28.0 Safari/537' }), 'desktop'],
    [library('weapp-analytics'), 'mini_program'],
    [library('@segment/analytics-node'), 'server'],
    [library('@rudderstack/rudder-sdk-node'), 'server'],
    [library('analytics-node-next'), 'server'],
    [library('analytics-python'), 'server'],
    [library('analytics-go'), 'server'],
    [library('analytics-java'), 'server'],
    [library('analytics-ruby'), 'server'],
    [library('Analytics.NET'), 'server'],
    [library('analytics-swift', { deviceType: 'ios' }), 'ios'],
    [library('analytics-swift', { deviceType: 'macos' }), 'desktop'],
    [library('analytics-ios'), 'ios'],
    [library('analytics-kotlin', { deviceType: 'android' }), 'android'],
    [library('com.rudderstack.android.sdk.core'), 'android'],
    [library('analytics-react-native', { osName: 'iOS' }), 'ios'],
    [library('analytics-react-native', { deviceType: 'android' }), 'android'],
    [library('analytics-flutter', { osName: 'Android' }), 'android'],
    [{ channel: 'mobile', osName: 'iPadOS' }, 'ios'],
    [{ channel: 'server' }, 'server'],
    [{ channel: 'web' }, 'web'],
    [{ isBrowser: true }, 'web'],
    [{}, 'other'],
    [{ stated: {}, libraryName: [], deviceType: 'constructor', osName: 5, channel: null }, 'other'],
  ])('%j: %s', (signs, platform) => expect(platformOf(signs)).toBe(platform));
});
