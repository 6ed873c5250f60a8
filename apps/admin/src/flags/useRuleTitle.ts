import { useTranslate } from 'react-admin';
import { ruleTitle } from './flag-form.js';

/** What a rule is called on pages. */
export function useRuleTitle(rules: readonly { id: string; description: string }[]): (id: string) => string {
  const translate = useTranslate();
  return (id) => ruleTitle(rules, id, (place) => translate('gs.flags.ruleAt', { place }));
}
