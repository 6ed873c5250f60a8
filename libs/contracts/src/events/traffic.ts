/** What sent an event. `bot` by its user agent, `internal` by rules of the project. */
export const TRAFFIC = ['human', 'bot', 'internal'] as const;
export type Traffic = (typeof TRAFFIC)[number];
