import { useTokens } from '../theme/useTokens.js';
import { sparklinePath } from './sparkline-path.js';

const WIDTH = 96;
const HEIGHT = 32;

/** The course of a number at a glance; the number itself stands beside it. */
export function Sparkline({ values }: { values: number[] }) {
  const { accent } = useTokens();
  if (values.length < 2) return null;
  const { line, end } = sparklinePath(values, WIDTH, HEIGHT);
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
      focusable="false"
    >
      <path
        d={line}
        fill="none"
        stroke={accent}
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={end.x} cy={end.y} r={2} fill={accent} />
    </svg>
  );
}
