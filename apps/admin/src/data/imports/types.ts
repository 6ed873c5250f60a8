import type { CodedReason } from '@groundswell/contracts';

/** Whose export a file may be; none of them needs a mapping. */
export const EXPORT_FORMATS = ['posthog', 'mixpanel', 'amplitude', 'segment', 'groundswell'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Names of products are the same in every language. */
export const EXPORT_NAMES: Record<ExportFormat, string> = {
  posthog: 'PostHog',
  mixpanel: 'Mixpanel',
  amplitude: 'Amplitude',
  segment: 'Segment',
  groundswell: 'Groundswell',
};

/** How the rows of a file become events: by columns that somebody names, or as their tool documents. */
export type Reading = 'columns' | ExportFormat;

/** A row as it would be stored, or why it would be refused. */
export interface PreviewedEvent extends CodedReason {
  line: number;
  reason: string | null;
  event: string | null;
  userId: string | null;
  anonymousId: string | null;
  timestamp: string | null;
  platform: string | null;
}

export interface Previewed {
  format: ExportFormat | null;
  events: PreviewedEvent[];
}
