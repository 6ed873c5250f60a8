import type { RaThemeOptions } from 'react-admin';
import { FONT_STACK, type Tokens } from './tokens.js';

/** A finger needs more room than a mouse. */
const COARSE = '@media (pointer: coarse)';

/** Flat surfaces with hairlines, dense controls, one visible focus ring for everything. */
export function components(t: Tokens): RaThemeOptions['components'] {
  return { ...base(t), ...controls(t), ...data(t) };
}

function base(t: Tokens): RaThemeOptions['components'] {
  return {
    MuiCssBaseline: {
      styleOverrides: {
        html: { WebkitTextSizeAdjust: '100%' },
        body: { fontVariantNumeric: 'tabular-nums', fontFeatureSettings: '"tnum"' },
        'code, pre, kbd': { fontVariantLigatures: 'none' },
        ':focus-visible': { outline: `2px solid ${t.accent}`, outlineOffset: 2 },
        '::selection': { background: t.accentSoft },
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': {
            animationDuration: '0.01ms !important',
            transitionDuration: '0.01ms !important',
          },
        },
      },
    },
    MuiPaper: {
      defaultProps: { elevation: 0 },
      styleOverrides: { root: { backgroundImage: 'none' }, rounded: { borderRadius: 8 } },
    },
    MuiMenu: {
      styleOverrides: { paper: { border: `1px solid ${t.line}`, boxShadow: '0 8px 24px rgba(0,0,0,.14)' } },
    },
    MuiPopover: {
      styleOverrides: { paper: { border: `1px solid ${t.line}`, boxShadow: '0 8px 24px rgba(0,0,0,.14)' } },
    },
    MuiDialog: {
      styleOverrides: {
        paper: {
          border: `1px solid ${t.line}`,
          borderRadius: 10,
          // A form between the frame and its parts: the content scrolls, and the buttons stay in sight.
          '& > form': { display: 'flex', flexDirection: 'column', minHeight: 0 },
        },
      },
    },
    MuiDialogTitle: { styleOverrides: { root: { fontSize: 16, fontWeight: 650, padding: '20px 24px 8px' } } },
    MuiDialogActions: { styleOverrides: { root: { padding: '12px 24px 20px' } } },
    MuiTooltip: {
      defaultProps: { enterDelay: 300 },
      styleOverrides: {
        tooltip: { background: t.text, color: t.surface, fontSize: 12, lineHeight: '16px', maxWidth: 280 },
      },
    },
  };
}

function controls(t: Tokens): RaThemeOptions['components'] {
  return {
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: {
        root: {
          fontFamily: FONT_STACK,
          // Buttons take the outline of all things away, and the ripple is off.
          '&.Mui-focusVisible': { outline: `2px solid ${t.accent}`, outlineOffset: 2 },
          // Where the outside is cut off.
          '&.MuiTab-root.Mui-focusVisible, &.MuiToggleButton-root.Mui-focusVisible, &.MuiMenuItem-root.Mui-focusVisible, &.MuiListItemButton-root.Mui-focusVisible':
            { outlineOffset: -2 },
        },
      },
    },
    MuiButton: {
      defaultProps: { disableElevation: true, size: 'small' },
      styleOverrides: {
        root: { minHeight: 32, padding: '4px 12px', borderRadius: 6, [COARSE]: { minHeight: 40 } },
        outlined: {
          borderColor: t.line,
          color: t.text,
          '&:hover': { borderColor: t.muted, background: t.sunken },
        },
      },
    },
    MuiIconButton: {
      defaultProps: { size: 'small' },
      styleOverrides: { root: { borderRadius: 6, [COARSE]: { minWidth: 40, minHeight: 40 } } },
    },
    MuiTextField: { defaultProps: { size: 'small', variant: 'outlined' } },
    MuiFormControl: { defaultProps: { size: 'small', variant: 'outlined' } },
    MuiSelect: {
      defaultProps: { size: 'small' },
      styleOverrides: { select: { minHeight: '20px !important' } },
    },
    MuiAutocomplete: {
      defaultProps: { size: 'small' },
      styleOverrides: {
        paper: { border: `1px solid ${t.line}`, boxShadow: '0 8px 24px rgba(0,0,0,.14)' },
        option: { fontSize: 13 },
        noOptions: { fontSize: 13 },
        inputRoot: {
          '&.MuiOutlinedInput-root.MuiInputBase-sizeSmall': {
            padding: '2px 6px',
            [COARSE]: { padding: '6px' },
          },
        },
        input: { '&.MuiAutocomplete-input.MuiInputBase-inputSizeSmall': { padding: '4px 6px' } },
      },
    },
    MuiOutlinedInput: {
      styleOverrides: {
        inputSizeSmall: { height: 20, padding: '6px 12px', [COARSE]: { padding: '10px 12px' } },
        root: { fontSize: 13, background: t.surface },
        notchedOutline: { borderColor: t.line, '& legend': { fontSize: '0.86em' } },
      },
    },
    MuiInputLabel: {
      styleOverrides: {
        root: {
          fontSize: 13,
          '&.MuiInputLabel-shrink': { transform: 'translate(14px, -8px) scale(0.86)' },
          '&.MuiInputLabel-sizeSmall:not(.MuiInputLabel-shrink)': {
            transform: 'translate(13px, 6px) scale(1)',
            [COARSE]: { transform: 'translate(13px, 10px) scale(1)' },
          },
        },
      },
    },
    MuiMenuItem: {
      styleOverrides: { root: { fontSize: 13, minHeight: 32, borderRadius: 4, margin: '0 4px' } },
    },
    MuiToggleButton: {
      styleOverrides: {
        root: {
          padding: '3px 10px',
          minHeight: 32,
          [COARSE]: { minHeight: 40 },
          fontSize: 13,
          fontWeight: 500,
          lineHeight: '20px',
          textTransform: 'none',
          borderColor: t.line,
          color: t.muted,
          '&.Mui-selected': { background: t.accentSoft, color: t.accentStrong, fontWeight: 600 },
          '&.Mui-selected:hover': { background: t.accentSoft },
        },
      },
    },
    MuiTabs: { styleOverrides: { root: { minHeight: 40 }, indicator: { height: 2 } } },
    MuiTab: {
      styleOverrides: {
        root: {
          minHeight: 40,
          minWidth: 0,
          padding: '8px 4px',
          marginRight: 20,
          fontSize: 13,
          textTransform: 'none',
        },
      },
    },
    MuiChip: { styleOverrides: { root: { borderRadius: 4, fontSize: 12 }, sizeSmall: { height: 22 } } },
    MuiAlert: { styleOverrides: { root: { borderRadius: 8, fontSize: 13 } } },
    MuiLinearProgress: { styleOverrides: { root: { height: 6, borderRadius: 3, background: t.sunken } } },
  };
}

function data(t: Tokens): RaThemeOptions['components'] {
  return {
    MuiTableCell: {
      styleOverrides: {
        root: { borderColor: t.line, fontSize: 13, lineHeight: '20px', padding: '6px 12px' },
        head: { color: t.muted, fontWeight: 600, fontSize: 12, background: t.surface, whiteSpace: 'nowrap' },
      },
    },
    MuiTableRow: {
      styleOverrides: { root: { '&:last-child > td, tbody > &:last-child > th': { borderBottom: 0 } } },
    },
    MuiTablePagination: {
      styleOverrides: {
        root: { borderTop: `1px solid ${t.line}` },
        // It has no frame of its own that could show it.
        select: { '&:focus-visible': { outline: `2px solid ${t.accent}`, borderRadius: 4 } },
      },
    },
    RaDatagrid: {
      styleOverrides: { root: { '& .RaDatagrid-headerCell': { background: t.surface, color: t.muted } } },
    },
    RaList: { styleOverrides: { root: { '& .RaList-content': { border: `1px solid ${t.line}` } } } },
  } as RaThemeOptions['components'];
}
