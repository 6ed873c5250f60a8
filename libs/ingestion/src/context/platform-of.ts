import { PLATFORMS, type Platform } from '@groundswell/contracts';

export interface PlatformSigns {
  /** Said outright, in context or properties. */
  stated?: unknown;
  libraryName?: unknown;
  deviceType?: unknown;
  osName?: unknown;
  /** RudderStack's `context.channel`. */
  channel?: unknown;
  userAgent?: string;
  /** The user agent is a browser's. */
  isBrowser?: boolean;
}

const KNOWN = new Set<string>(PLATFORMS);
const SERVER_LIBRARY =
  /(^|[-_/.])(node|python|go|java|ruby|php|rust|net|csharp|c#|elixir|scala|server)([-_/.]|$)/;
const BROWSER_LIBRARY =
  /^(analytics\.js|analytics-next|rudderlabs javascript|rudderstack javascript|posthog-js|web$|js$)/;
const MINI_PROGRAM = /mini-?_?(program|app|game)|weapp|wechat-?_?mp/;
const APP_LIBRARY = /react-native|flutter|mobile|unity|xamarin|cordova|capacitor/;

/** What a device, or its system, says of the end that an app runs on. */
const ENDS = new Map<string, Platform>([
  ['ios', 'ios'],
  ['ipados', 'ios'],
  ['tvos', 'ios'],
  ['watchos', 'ios'],
  ['android', 'android'],
  ['macos', 'desktop'],
  ['windows', 'desktop'],
  ['linux', 'desktop'],
  ['desktop', 'desktop'],
]);

const lower = (value: unknown) => (typeof value === 'string' ? value.trim().toLowerCase() : '');

/** The end that an event came from: what it states itself, then the SDK, then the device. */
export function platformOf(signs: PlatformSigns): Platform {
  return (
    statedPlatform(signs.stated) ?? hostPlatform(signs) ?? libraryPlatform(signs) ?? channelPlatform(signs)
  );
}

function statedPlatform(stated: unknown): Platform | undefined {
  const name = lower(stated).replace(/[\s-]+/g, '_');
  if (KNOWN.has(name)) return name as Platform;
  return MINI_PROGRAM.test(name) ? 'mini_program' : undefined;
}

/** A page may run inside something else that is the end its user sees. */
function hostPlatform({ userAgent, libraryName }: PlatformSigns): Platform | undefined {
  if (MINI_PROGRAM.test(lower(libraryName)) || /miniprogram/i.test(userAgent ?? '')) return 'mini_program';
  return userAgent?.includes(' Electron/') ? 'desktop' : undefined;
}

function libraryPlatform({ libraryName, deviceType, osName }: PlatformSigns): Platform | undefined {
  const library = lower(libraryName);
  if (BROWSER_LIBRARY.test(library)) return 'web';
  const device = ENDS.get(lower(deviceType));
  if (device) return device;
  if (/swift|ios/.test(library)) return 'ios';
  if (/android|kotlin/.test(library)) return 'android';
  if (APP_LIBRARY.test(library)) return ENDS.get(lower(osName));
  return SERVER_LIBRARY.test(library) ? 'server' : undefined;
}

function channelPlatform({ channel, osName, isBrowser }: PlatformSigns): Platform {
  if (lower(channel) === 'server') return 'server';
  if (lower(channel) === 'mobile') return ENDS.get(lower(osName)) ?? 'other';
  return lower(channel) === 'web' || isBrowser ? 'web' : 'other';
}
