import type { AttributionLevel } from '@groundswell/contracts';
import type { CampaignPerformanceAsk } from '../api/useReport.js';

/** What pages of campaigns ask: one question, so that its answer is shared. */
export function performanceAsk(
  { from, to }: { from: string; to: string },
  level: AttributionLevel,
): CampaignPerformanceAsk {
  return {
    ...{ kind: 'campaignPerformance', from, to, level, model: 'lastNonDirect', lookbackDays: 30 },
    ...{ retentionDays: [1, 7, 30], ltvDays: 30, revenue: { property: 'revenue' } },
  };
}
