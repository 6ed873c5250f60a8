import { PLATFORMS, type Platform } from '@groundswell/contracts';

export interface PlatformSigns {
  /** Said outright, in context or properties. */
  stated?: unknown;
  libraryName?: unknown;
  deviceType?: unknown;
  osName?: unknown;
  /** RudderStack's `context.channel`. */
  channel?: unknown;
  hasBrowser: boolean;
}

const SERVER_LIBRARIES = /(^|[-_/])(node|python|go|java|ruby|php|rust|net|csharp|c#|elixir|server)([-_/.]|$)/;
const BROWSER_LIBRARIES =
  /^(analytics\.js|analytics-next|rudderlabs javascript|rudderstack javascript|web|js|posthog-js)/;

const lower = (value: unknown) => (typeof value === 'string' ? value.trim().toLowerCase() : '');

/** The end that an event came from: what it states itself, then the SDK, then the device. */
export function platformOf(signs: PlatformSigns): Platform {
  const stated = lower(signs.stated).replaceAll('-', '_');
  if ((PLATFORMS as readonly string[]).includes(stated)) return stated as Platform;
  const device = deviceEnd(lower(signs.deviceType), lower(signs.osName), lower(signs.libraryName));
  const library = lower(signs.libraryName);
  if (BROWSER_LIBRARIES.test(library)) return 'web';
  if (device) return device;
  if (SERVER_LIBRARIES.test(library) || lower(signs.channel) === 'server') return 'server';
  if (lower(signs.channel) === 'web' || signs.hasBrowser) return 'web';
  return 'other';
}

/** An app on a phone, known by the device that its SDK names. */
function deviceEnd(deviceType: string, osName: string, library: string): Platform | null {
  if (deviceType === 'ios' || deviceType === 'android') return deviceType;
  if (/swift|ios/.test(library)) return 'ios';
  if (/android|kotlin/.test(library)) return 'android';
  const isApp = /react-native|flutter|mobile/.test(library);
  if (isApp && /^(ios|ipados)$/.test(osName)) return 'ios';
  if (isApp && osName === 'android') return 'android';
  return null;
}
