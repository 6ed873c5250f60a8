import LanguageIcon from '@mui/icons-material/Translate';
import { useLocaleState, useLocales, useTranslate } from 'react-admin';
import { IconMenu } from '../layout/IconMenu.js';
import { languageTag } from './locales.js';

export function LocaleMenu() {
  const translate = useTranslate();
  const [locale, setLocale] = useLocaleState();
  const locales = useLocales();
  return (
    <IconMenu
      label={translate('gs.locale.label')}
      icon={<LanguageIcon fontSize="small" />}
      items={locales.map(({ locale: name, name: label }) => ({
        key: name,
        label,
        lang: languageTag(name),
        selected: name === locale,
        onSelect: () => setLocale(name),
      }))}
    />
  );
}
