import { useTheme } from '@mui/material/styles';
import { type Scheme, type Tokens, tokensOf } from './tokens.js';

export function useScheme(): Scheme {
  return useTheme().palette.mode;
}

export function useTokens(): Tokens {
  return tokensOf(useScheme());
}
