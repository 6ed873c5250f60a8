import { useTranslate } from 'react-admin';
import { PLATFORM_NAMES } from './palette.js';

/** A platform in words; null is all of them, each person once. Unknown names stay as they are. */
export function usePlatformName(): (platform: string | null) => string {
  const translate = useTranslate();
  return (platform) => {
    if (platform === null) return translate('gs.platform.total');
    return (PLATFORM_NAMES as string[]).includes(platform) ? translate(`gs.platform.${platform}`) : platform;
  };
}
