import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { useScheme } from '../theme/useTokens.js';
import { type Columns, columnName, shortColumnName } from './column-names.js';

/** What curves need to be named and coloured. */
export function useCurveContext(columns: Columns) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  return {
    scheme,
    format,
    periodName: (n: number) => columnName(columns, n, translate),
    shortName: (n: number) => shortColumnName(columns, n, translate),
    count: (users: number, eligible: number) =>
      translate('gs.retention.of', { users: format.number(users), eligible: format.number(eligible) }),
  };
}
