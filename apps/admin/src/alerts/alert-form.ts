import {
  ALERT_COLUMNS,
  type AlertLanguage,
  type AlertMeasure,
  type AlertRule,
  type AlertSchedule,
  type Report,
  type WebhookFormat,
} from '@groundswell/contracts';
import type { AlertView, ChannelView } from './types.js';

/** A channel as it is edited: one that is there stays as it is, as its address is not known here. */
export type ChannelDraft =
  | { key: string; type: 'kept'; channel: ChannelView }
  | { key: string; type: 'webhook'; format: WebhookFormat; url: string; secret: string }
  | { key: string; type: 'email'; to: string };

export interface AlertForm {
  name: string;
  reportId: number | null;
  measure: AlertMeasure;
  rule: AlertRule;
  schedule: AlertSchedule;
  channels: ChannelDraft[];
  language: AlertLanguage;
}

/** The rule that a choice of its type begins with. */
export const FIRST_RULES: Record<AlertRule['type'], AlertRule> = {
  threshold: { type: 'threshold', operator: 'below', value: 0 },
  change: { type: 'change', direction: 'down', by: 0.2, against: 'season' },
  band: { type: 'band', confidence: 0.95 },
};

export const FIRST_SCHEDULES: Record<AlertSchedule['every'], AlertSchedule> = {
  hour: { every: 'hour' },
  day: { every: 'day', at: '09:00' },
  week: { every: 'week', weekday: 1, at: '09:00' },
};

export const isWatchable = ({ kind, query }: Report): boolean =>
  kind in ALERT_COLUMNS && (kind !== 'funnel' || query.trend !== undefined);

/** What a report is watched by at first: the first of its numbers. */
export function measureOf({ kind }: Report): AlertMeasure {
  const column = ALERT_COLUMNS[kind]?.[0] ?? 'value';
  return { column, breakdown: null, ...(kind === 'retention' && { period: 1 }) };
}

export function newForm(language: AlertLanguage): AlertForm {
  return {
    name: '',
    reportId: null,
    measure: { column: 'users', breakdown: null },
    rule: FIRST_RULES.change,
    schedule: FIRST_SCHEDULES.day,
    channels: [],
    language,
  };
}

export function formOf({
  name,
  reportId,
  measure,
  rule,
  schedule,
  channels,
  language,
}: AlertView): AlertForm {
  const kept = channels.map((channel) => ({ key: channel.id, type: 'kept' as const, channel }));
  return { name, reportId, measure, rule, schedule, language, channels: kept };
}

const addressesOf = (text: string) => text.split(/[\s,;]+/).filter((address) => address !== '');

/** What the API takes. */
export function bodyOf({ channels, ...form }: AlertForm) {
  return {
    ...form,
    name: form.name.trim(),
    channels: channels.map((channel) => {
      if (channel.type === 'kept') return { type: 'kept', id: channel.channel.id };
      if (channel.type === 'email') return { type: 'email', to: addressesOf(channel.to) };
      const { type, format, url, secret } = channel;
      return { type, format, url: url.trim(), ...(secret !== '' && { secret }) };
    }),
  };
}

export function isWhole({ name, reportId, rule, channels }: AlertForm): boolean {
  const hasRule = rule.type !== 'change' || rule.by > 0;
  const areReached = channels.every(
    (channel) =>
      channel.type === 'kept' ||
      (channel.type === 'email' ? addressesOf(channel.to).length > 0 : channel.url.trim() !== ''),
  );
  return name.trim() !== '' && reportId !== null && hasRule && areReached;
}
