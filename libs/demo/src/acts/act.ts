import { APP, MINI, WEB } from '../people/ends.js';

/** What somebody does, in the order in which it is told when two happen at once. */
export const ACT = {
  open: 0,
  identify: 1,
  signUp: 2,
  acceptInvite: 3,
  startChat: 4,
  sendMessage: 5,
  uploadFile: 6,
  sendInvite: 7,
  subscribe: 8,
  pay: 9,
  hearOfRelease: 10,
  viewVariation: 11,
  reachGoal: 12,
} as const;
export type ActKind = (typeof ACT)[keyof typeof ACT];

/** Where it is told from: an end, or our own servers. */
export const SERVER = 3;
export type Origin = typeof WEB | typeof APP | typeof MINI | typeof SERVER;

/** The device is signed in, so the message names the user. */
export const SIGNED_IN = 1;
/** The first thing that this person ever did. */
export const FIRST_EVER = 2;
/** Brought back by an advertisement. */
export const BROUGHT_BACK = 4;

export interface Act {
  /** Ms since epoch. */
  at: number;
  person: number;
  kind: ActKind;
  origin: Origin;
  /** SIGNED_IN, FIRST_EVER, BROUGHT_BACK, added up. */
  flags: number;
  /** Number of the session within the day, 0 none. */
  session: number;
  /** The other person of an invite, an amount in yuan, or a trial: of what is seen of it twice its place, and the arm. */
  about: number;
}
