import type { CohortRule } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { filterText } from '../filters/filter-text.js';
import { useFormat } from '../i18n/useFormat.js';

/** A rule in one line. */
export function useRuleText(): (rule: CohortRule) => string {
  const translate = useTranslate();
  const format = useFormat();
  const inWords = (filter: Parameters<typeof filterText>[0]) =>
    filterText(filter, (operator) => translate(`gs.filters.${operator}`));
  const daysOf = (from: string | undefined, to: string | undefined) => {
    if (from !== undefined && to !== undefined) return format.span(from, to);
    if (from !== undefined) return translate('gs.cohorts.since', { day: format.day(from) });
    return to === undefined ? '' : translate('gs.cohorts.until', { day: format.day(to) });
  };
  return (rule) => {
    if (rule.type === 'property')
      return inWords({ ...rule, property: rule.property.replace(/^person\./, '') });
    const { did, event, filters = [], atLeast, atMost, lastDays, from, to } = rule;
    const times = atMost === undefined ? 'times' : atMost === atLeast ? 'timesExactly' : 'timesUpTo';
    const isCounted = atLeast > 1 || atMost !== undefined;
    return translate('gs.cohorts.behaviour', {
      did: translate(did ? 'gs.cohorts.did' : 'gs.cohorts.didNot'),
      event: event ?? translate('gs.retention.what.anyActive'),
      filters: filters.length > 0 ? `(${filters.map(inWords).join(', ')})` : '',
      times: isCounted ? translate(`gs.cohorts.${times}`, { smart_count: atLeast, most: atMost }) : '',
      days:
        lastDays === undefined ? daysOf(from, to) : translate('gs.cohorts.inLast', { smart_count: lastDays }),
    })
      .replace(/ +/g, ' ')
      .trim();
  };
}
