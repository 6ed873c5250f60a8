/** Levels of the naming tree, from the top. */
export const NAMING_LEVELS = ['campaign', 'adGroup', 'creative'] as const;
export type NamingLevel = (typeof NAMING_LEVELS)[number];
