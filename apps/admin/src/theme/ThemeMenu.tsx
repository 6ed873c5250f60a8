import DarkIcon from '@mui/icons-material/DarkModeOutlined';
import LightIcon from '@mui/icons-material/LightModeOutlined';
import SystemIcon from '@mui/icons-material/SettingsBrightnessOutlined';
import { useStore, useTranslate } from 'react-admin';
import { IconMenu } from '../layout/IconMenu.js';

const CHOICES = [
  { value: undefined, label: 'gs.theme.system', icon: <SystemIcon fontSize="small" /> },
  { value: 'light', label: 'gs.theme.light', icon: <LightIcon fontSize="small" /> },
  { value: 'dark', label: 'gs.theme.dark', icon: <DarkIcon fontSize="small" /> },
] as const;

/** System unless the person chose; react-admin's ThemeProvider reads the same key of its store. */
export function ThemeMenu() {
  const translate = useTranslate();
  const [theme, setTheme] = useStore<'light' | 'dark' | undefined>('theme');
  const current = CHOICES.find(({ value }) => value === theme) ?? CHOICES[0];
  return (
    <IconMenu
      label={translate('gs.theme.label')}
      icon={current.icon}
      items={CHOICES.map(({ value, label, icon }) => ({
        key: label,
        label: translate(label),
        icon,
        selected: value === theme,
        onSelect: () => setTheme(value),
      }))}
    />
  );
}
