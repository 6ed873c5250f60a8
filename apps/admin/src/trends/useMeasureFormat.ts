import { useFormat } from '../i18n/useFormat.js';

/** Whole numbers as they are; what was divided with two digits. */
export function useMeasureFormat(): (value: number | null | undefined) => string {
  const format = useFormat();
  return (value) => (Number.isInteger(value) ? format.number(value) : format.decimal(value));
}
