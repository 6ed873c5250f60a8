import { isObject } from '../text/clean-json.js';

/** `mobile`, `tablet`, `desktop`, … of Segment's `context.device`, whose `type` names the system in apps. */
export function deviceTypeOf(device: unknown): string | undefined {
  if (!isObject(device) || typeof device.type !== 'string') return undefined;
  const type = device.type.toLowerCase();
  if (type === 'ios' || type === 'android') return isTablet(device) ? 'tablet' : 'mobile';
  return type === 'macos' || type === 'windows' || type === 'linux' ? 'desktop' : type;
}

function isTablet({ model, name }: Record<string, unknown>): boolean {
  return [model, name].some((text) => typeof text === 'string' && /ipad|tablet/i.test(text));
}
