export type LocaleName = 'en' | 'zh';

/** The first of the browser's languages that we speak; English otherwise. */
export function browserLocale(languages: readonly string[]): LocaleName {
  for (const language of languages) {
    if (/^zh\b/i.test(language)) return 'zh';
    if (/^en\b/i.test(language)) return 'en';
  }
  return 'en';
}

/** BCP 47 tag for Intl and the `lang` attribute. */
export function languageTag(locale: string): string {
  return locale === 'zh' ? 'zh-CN' : 'en-GB';
}
