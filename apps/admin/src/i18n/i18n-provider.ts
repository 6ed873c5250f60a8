import polyglotI18nProvider from 'ra-i18n-polyglot';
import englishMessages from 'ra-language-english';
import { en } from './en.js';
import { browserLocale } from './locales.js';
import { raZh } from './ra-zh.js';
import { zh } from './zh.js';

const MESSAGES: Record<string, typeof englishMessages & typeof en> = {
  en: { ...englishMessages, ...en },
  zh: { ...raZh, ...zh },
};

const LOCALES = [
  { locale: 'en', name: 'English' },
  { locale: 'zh', name: '简体中文' },
];

export const i18nProvider = polyglotI18nProvider(
  (locale) => MESSAGES[locale] ?? { ...englishMessages, ...en },
  browserLocale(navigator.languages),
  LOCALES,
);
