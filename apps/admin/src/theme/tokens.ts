/** The palette: one accent, cool neutral greys. Text pairs keep at least 4.5:1 on their ground. */
export interface Tokens {
  ground: string;
  surface: string;
  sunken: string;
  line: string;
  text: string;
  muted: string;
  accent: string;
  accentStrong: string;
  onAccent: string;
  accentSoft: string;
  good: string;
  bad: string;
  warn: string;
}

export const LIGHT: Tokens = {
  ground: '#f6f8f8',
  surface: '#ffffff',
  sunken: '#f0f3f4',
  line: '#e1e7e8',
  text: '#16211f',
  muted: '#5a6769',
  accent: '#0b7285',
  accentStrong: '#085a69',
  onAccent: '#ffffff',
  accentSoft: '#e3f1f3',
  good: '#1a7f4b',
  bad: '#c0392b',
  warn: '#9a6200',
};

export const DARK: Tokens = {
  ground: '#0e1315',
  surface: '#151c1f',
  sunken: '#1b2427',
  line: '#2a3539',
  text: '#e5ebec',
  muted: '#98a6aa',
  accent: '#4bb8cb',
  accentStrong: '#7bd0de',
  onAccent: '#06262c',
  accentSoft: '#15343a',
  good: '#5cc98d',
  bad: '#f0867a',
  warn: '#e0ad53',
};

export type Scheme = 'light' | 'dark';
export const tokensOf = (scheme: Scheme): Tokens => (scheme === 'dark' ? DARK : LIGHT);

/** No web fonts: what the system has, Chinese included. */
export const FONT_STACK = [
  '-apple-system',
  '"Segoe UI"',
  'Roboto',
  '"Helvetica Neue"',
  '"Noto Sans"',
  '"Liberation Sans"',
  'Arial',
  '"PingFang SC"',
  '"Hiragino Sans GB"',
  '"Microsoft YaHei"',
  '"Noto Sans CJK SC"',
  '"Noto Sans SC"',
  'sans-serif',
].join(', ');

export const MONO_STACK =
  'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "Noto Sans Mono CJK SC", monospace';
