/** A touch of a path, in its place in the order. */
export interface PathTouch {
  /** What it counts for: a channel, a campaign, … */
  key: string;
  /** Time from the touch to the conversion in ms; only time decay asks for it. */
  ageMs?: number;
}

/** Touches in order, and what came of them how often. */
export interface Path {
  touches: readonly PathTouch[];
  /** How often the path ended with a conversion; any number >= 0. */
  conversions: number;
  /** How often it ended without one; any number >= 0. */
  nulls: number;
  /** Of all its conversions together; 0 where there is none. */
  revenue: number;
}

/** What a key gets. */
export interface Credit {
  conversions: number;
  revenue: number;
}
export type Credits = Map<string, Credit>;

/** Conversions that nothing went before. */
export const UNATTRIBUTED = '(unattributed)';
/** The key of arrivals that tell nothing of what brought them. */
export const DIRECT = '(direct)';
/** The key of arrivals that tell something, but not what is asked. */
export const NONE = '(none)';
