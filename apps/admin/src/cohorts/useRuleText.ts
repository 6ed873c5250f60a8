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
  return (rule) => {
    if (rule.type === 'property')
      return inWords({ ...rule, property: rule.property.replace(/^person\./, '') });
    const { did, event, filters = [], atLeast, atMost, lastDays, from, to } = rule;
    const times = atMost === undefined ? 'times' : 'timesUpTo';
    return [
      translate(did ? 'gs.cohorts.did' : 'gs.cohorts.didNot'),
      event ?? translate('gs.retention.anyActive'),
      ...(filters.length > 0 ? [`(${filters.map(inWords).join(', ')})`] : []),
      ...(atLeast > 1 || atMost !== undefined
        ? [translate(`gs.cohorts.${times}`, { smart_count: atLeast, most: atMost })]
        : []),
      ...(lastDays === undefined ? [] : [translate('gs.cohorts.inLast', { smart_count: lastDays })]),
      ...((from ?? to) === undefined
        ? []
        : [`${from ? format.day(from) : '…'} – ${to ? format.day(to) : '…'}`]),
    ].join(' ');
  };
}
