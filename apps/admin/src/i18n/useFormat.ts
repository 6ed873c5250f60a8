import { useMemo } from 'react';
import { useLocaleState } from 'react-admin';
import { Formatter } from './format.js';
import { languageTag } from './locales.js';

export function useFormat(): Formatter {
  const [locale] = useLocaleState();
  return useMemo(() => new Formatter(languageTag(locale)), [locale]);
}
