import type { GrowthAccountingRow } from '@groundswell/contracts';
import { PARTS, type Part } from './growth-colors.js';

/** Whose part of a bar is at a height; beyond it, or without a height, everybody active. */
export function segmentAt(
  row: GrowthAccountingRow,
  height: number | null,
  hidden: ReadonlySet<string> = new Set(),
): Part | 'active' {
  if (height === null) return 'active';
  if (height < 0) return hidden.has('churned') ? 'active' : 'churned';
  let top = 0;
  for (const part of PARTS) {
    if (part === 'churned' || hidden.has(part)) continue;
    top += row[part];
    if (height <= top) return part;
  }
  return 'active';
}
