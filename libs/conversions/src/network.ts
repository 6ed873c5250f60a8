import type { AdNetwork, NetworkCredentials, NetworkSettings } from '@groundswell/contracts';
import type { Conversion } from './conversion.js';

export type Json = string | number | boolean | null | undefined | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export interface Sender<N extends AdNetwork> {
  settings: NetworkSettings<N>;
  /** Events are to be checked and not counted. */
  isTest: boolean;
  /** Whether people were asked and agreed; false: nobody said. */
  hasConsent: boolean;
}

/** A request without anything secret in it: it can be shown. */
export interface NetworkRequest {
  /** Below the network's base address. */
  path: string;
  body: JsonObject;
}

/** Where the secrets of a request go. */
export interface Authorization {
  headers?: Record<string, string>;
  query?: Record<string, string>;
  body?: JsonObject;
}

export interface NetworkAnswer {
  status: number;
  body: string;
}

/** What becomes of one conversion. */
export type Verdict = { kind: 'accepted' } | { kind: 'refused'; reason: string };

/**
 * What an answer says of a request. `each`: of every conversion by its place. `none`: nothing was taken because of `culprits`
 * (by place; empty: the network did not say which). `later`: ask again. `unauthorized`: nothing will go through before
 * somebody changes the credentials.
 */
export type Reading =
  | { kind: 'each'; verdicts: Verdict[] }
  | { kind: 'none'; reason: string; culprits: Map<number, string> }
  | { kind: 'later'; reason: string }
  | { kind: 'unauthorized'; reason: string };

/** How one network is talked to. */
export interface Protocol<N extends AdNetwork> {
  network: N;
  baseUrl: string;
  /** Conversions of one request. */
  maxBatch: number;
  /** Why the network could do nothing with it, in a sentence; null where it could. */
  unusable(conversion: Conversion, sender: Sender<N>): string | null;
  request(batch: readonly Conversion[], sender: Sender<N>): NetworkRequest;
  /** @param accessToken where the network's credentials are exchanged for one */
  authorization(credentials: NetworkCredentials<N>, accessToken: string | null, now: Date): Authorization;
  /** @param size conversions of the request */
  read(answer: NetworkAnswer, size: number): Reading;
}
