import type { PeopleCell } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import type { FunnelAsk, RetentionAsk, StickinessAsk } from '../api/useReport.js';
import { useKeyName } from '../attribution/useKeyName.js';
import { useValueNames } from '../filters/useValueName.js';
import { useEventTime } from '../i18n/useEventTime.js';
import { useFormat } from '../i18n/useFormat.js';
import type { Interval } from '../range/local-date.js';
import { columnName } from '../retention/column-names.js';
import type { Behind, PeopleAsk } from './behind.js';

/** Which number it is, in words. */
export function useCellText(): (query: PeopleAsk, behind: Behind) => string {
  const say = useParts();
  return (query, behind) => say(query, behind).join(' · ');
}

function useParts(): (query: PeopleAsk, behind: Behind) => string[] {
  const translate = useTranslate();
  const format = useFormat();
  const timeOf = useEventTime();
  const valueName = useValueNames();
  const [channelName, otherName] = [useKeyName('channel'), useKeyName('campaign')];
  const keyName = (level: string, key: string) => (level === 'channel' ? channelName : otherName)(key);
  const value = (query: { breakdown?: string }, breakdown: string | null) =>
    breakdown === null ? [] : [valueName(query.breakdown, breakdown)];
  const bucket = (first: string, interval: string) =>
    interval === 'hour' ? timeOf(first) : format.bucket(first, interval as Interval);
  const retention = (query: RetentionAsk, { cohort, breakdown, n }: PeopleCell<'retention'>) => [
    translate('gs.behind.cohort', { period: bucket(cohort, query.period) }),
    ...value(query, breakdown),
    ...(n === undefined ? [] : [columnName(query, n, translate)]),
  ];
  const funnel = (query: FunnelAsk, { step, breakdown, bucket: began }: PeopleCell<'funnel'>) => [
    `${step + 1}. ${query.order === 'any' ? translate('gs.funnel.anyStep', { n: step + 1 }) : (query.steps[step]?.event ?? '')}`,
    ...value(query, breakdown),
    ...(began === undefined ? [] : [bucket(began, query.trend ?? 'day')]),
  ];
  const stickiness = ({ window }: StickinessAsk, cell: PeopleCell<'stickiness'>) => {
    if ('days' in cell)
      return [translate('gs.growth.onDays', { smart_count: cell.days, days: cell.days, window })];
    const which = cell.of === 'dau' ? 'gs.overview.dau' : 'gs.growth.windowUsers';
    return [translate(which, { days: window }), format.day(cell.bucket)];
  };
  return (query, { cell }) => {
    switch (query.kind) {
      case 'attribution':
        return [
          keyName(query.level, (cell as PeopleCell<'attribution'>).key),
          translate(`gs.attribution.models.${query.model}`),
          query.conversion.event,
        ];
      case 'campaignPerformance':
        return [
          keyName(query.level, (cell as PeopleCell<'campaignPerformance'>).key),
          translate('gs.campaigns.columns.signups'),
        ];
      case 'activeUsers':
      case 'eventCounts': {
        const own = cell as PeopleCell<'activeUsers'>;
        return [bucket(own.bucket, query.interval), ...value(query, own.breakdown), query.event ?? ''].filter(
          Boolean,
        );
      }
      case 'growthAccounting':
        return [bucket((cell as PeopleCell<'growthAccounting'>).bucket, query.interval)];
      case 'stickiness':
        return stickiness(query, cell as PeopleCell<'stickiness'>);
      case 'retention':
        return retention(query, cell as PeopleCell<'retention'>);
      case 'funnel':
        return funnel(query, cell as PeopleCell<'funnel'>);
      case 'referral': {
        const own = cell as PeopleCell<'referral'>;
        if ('generation' in own) return [translate('gs.referral.generation'), String(own.generation)];
        if ('reason' in own) return [translate(`gs.referral.reason.${own.reason}`)];
        const gross = own.gross ? [translate('gs.referral.gross')] : [];
        return [bucket(own.bucket, query.interval), translate(`gs.referral.${own.of}`), ...gross];
      }
      case 'paths': {
        const { step, source, target } = cell as { step: number; source: string; target: string };
        return [`${source} → ${target}`, translate('gs.behind.step', { n: step })];
      }
    }
  };
}
