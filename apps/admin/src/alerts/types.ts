import type {
  AlertLanguage,
  AlertMeasure,
  AlertRule,
  AlertSchedule,
  AlertState,
  AlertVerdict,
  CodedReason,
  SeriesPoint,
  WebhookFormat,
} from '@groundswell/contracts';

export type ChannelView =
  | { id: string; type: 'webhook'; format: WebhookFormat; host: string; isSigned: boolean }
  | { id: string; type: 'email'; to: string[] };

export interface AlertView {
  id: number;
  name: string;
  reportId: number;
  measure: AlertMeasure;
  rule: AlertRule;
  schedule: AlertSchedule;
  channels: ChannelView[];
  language: AlertLanguage;
  enabled: boolean;
  state: AlertState;
  lastBucket: string | null;
  nextRunAt: string;
  version: number;
}

export interface AlertRun {
  id: number;
  state: AlertState;
  bucket: string | null;
  value: number | null;
  low: number | null;
  high: number | null;
  problem: string | null;
  problemCode: CodedReason | null;
  createdAt: string;
  deliveries: {
    channelId: string;
    state: 'pending' | 'sent' | 'failed';
    problem: string | null;
    problemCode: CodedReason | null;
  }[];
}

export interface AlertPreview {
  series: SeriesPoint[];
  verdict: AlertVerdict;
}
