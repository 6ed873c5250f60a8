import { useTokens } from '../theme/useTokens.js';

/** A swell under the horizon. */
export function Logo({ size = 24 }: { size?: number }) {
  const { accent, onAccent } = useTokens();
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill={accent} />
      <path d="M4 21c4 0 5-9 10-9 4.500 0 4 6 8 6 2.600 0 4-1.700 6-4v12H4z" fill={onAccent} />
    </svg>
  );
}
