import type { RaThemeOptions } from 'react-admin';
import { components } from './components.js';
import { FONT_STACK, type Scheme, tokensOf } from './tokens.js';

function build(scheme: Scheme): RaThemeOptions {
  const t = tokensOf(scheme);
  return {
    palette: {
      mode: scheme,
      primary: { main: t.accent, dark: t.accentStrong, contrastText: t.onAccent },
      secondary: { main: t.accent, contrastText: t.onAccent },
      success: { main: t.good },
      error: { main: t.bad },
      warning: { main: t.warn },
      info: { main: t.accent },
      background: { default: t.ground, paper: t.surface },
      text: { primary: t.text, secondary: t.muted },
      divider: t.line,
    },
    shape: { borderRadius: 6 },
    spacing: 8,
    typography: {
      fontFamily: FONT_STACK,
      fontSize: 13,
      htmlFontSize: 16,
      h1: { fontSize: 20, lineHeight: '28px', fontWeight: 650 },
      h2: { fontSize: 14, lineHeight: '20px', fontWeight: 650 },
      h3: { fontSize: 13, lineHeight: '20px', fontWeight: 650 },
      h6: { fontSize: 16, lineHeight: '24px', fontWeight: 650 },
      body1: { fontSize: 14, lineHeight: '20px' },
      body2: { fontSize: 13, lineHeight: '20px' },
      caption: { fontSize: 12, lineHeight: '16px' },
      button: { fontSize: 13, lineHeight: '20px', fontWeight: 600, textTransform: 'none' },
    },
    components: components(t),
  };
}

export const lightTheme = build('light');
export const darkTheme = build('dark');
