export const PLATFORMS = ['web', 'ios', 'android', 'mini_program', 'desktop', 'server', 'other'] as const;
export type Platform = (typeof PLATFORMS)[number];
