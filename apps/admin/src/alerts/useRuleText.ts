import type { AlertRule } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';

/** A rule in a few words. */
export function useRuleText(): (rule: AlertRule) => string {
  const translate = useTranslate();
  const format = useFormat();
  return (rule) => {
    switch (rule.type) {
      case 'threshold':
        return translate(`gs.alerts.rule.${rule.operator}`, {
          value: Number.isInteger(rule.value) ? format.number(rule.value) : format.decimal(rule.value),
        });
      case 'change':
        return translate(`gs.alerts.rule.${rule.direction}`, { by: format.percent(rule.by, 0) });
      case 'band':
        return translate('gs.alerts.rule.outOfBand', { confidence: format.percent(rule.confidence) });
    }
  };
}
