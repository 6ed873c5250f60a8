import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';

/** Says why "last 28 days" are not the last 28 days of today. */
export function PastDataNote({ lastDay }: { lastDay: string }) {
  const translate = useTranslate();
  return <>{translate('gs.range.anchored', { date: useFormat().day(lastDay) })}</>;
}
