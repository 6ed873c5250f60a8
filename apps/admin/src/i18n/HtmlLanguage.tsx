import { useEffect } from 'react';
import { useLocaleState } from 'react-admin';
import { languageTag } from './locales.js';

/** Tells browsers and screen readers which language the page is in. */
export function HtmlLanguage() {
  const [locale] = useLocaleState();
  useEffect(() => {
    document.documentElement.lang = languageTag(locale);
  }, [locale]);
  return null;
}
