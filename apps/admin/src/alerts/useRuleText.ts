import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { measureText } from './measure-text.js';
import type { AlertView } from './types.js';

/** A rule in a few words. */
export function useRuleText(): (alert: Pick<AlertView, 'measure' | 'rule'>) => string {
  const translate = useTranslate();
  const format = useFormat();
  return ({ measure, rule }) => {
    switch (rule.type) {
      case 'threshold':
        return translate(`gs.alerts.rule.${rule.operator}`, {
          value: measureText(format, measure, rule.value),
        });
      case 'change':
        return translate(`gs.alerts.rule.${rule.direction}`, { by: format.percent(rule.by, 0) });
      case 'band':
        return translate('gs.alerts.rule.outOfBand', { confidence: format.percent(rule.confidence) });
    }
  };
}
