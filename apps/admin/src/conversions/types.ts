import type { AdNetwork, ConversionRule, ConversionState, CodedReason } from '@groundswell/contracts';

export interface Destination {
  id: number;
  network: AdNetwork;
  name: string;
  settings: Record<string, string>;
  rules: ConversionRule[];
  consentProperty: string | null;
  maxAgeDays: number | null;
  phoneCountry: string | null;
  baseUrl: string | null;
  testMode: boolean;
  includeImports: boolean;
  enabled: boolean;
  hasCredentials: boolean;
  pausedReason: string | null;
  heldUntil: string | null;
  version: number;
}

/** By what a reason is known in other languages. */
type Coded = CodedReason;

export interface Conversion extends Coded {
  id: number;
  destinationId: number;
  eventId: string;
  event: string;
  name: string;
  personId: number;
  occurredAt: string;
  value: number | null;
  currency: string | null;
  state: ConversionState;
  attempts: number;
  nextAttemptAt: string | null;
  problem: string | null;
  request: unknown;
  answer: string | null;
  updatedAt: string;
}

export interface DryRun {
  requests: { url: string; body: unknown }[];
  left: (Coded & { eventId: string; state: ConversionState; reason: string })[];
}

export interface TestAnswer {
  accepted: boolean;
  problem: string | null;
  answer: string;
}
