import type { rawRetention as english } from '../en/raw-retention.js';

export const rawRetention: typeof english = {
  title: '原始事件',
  text: '按日期、事件和平台统计的报表来自预聚合数据，预聚合数据会一直保留。其他内容都需要原始事件：其他筛选与细分、按小时统计、用户行为记录、导出。',
  ever: '永久保留原始事件',
  after: '到期后删除原始事件',
  days: '保留天数',
  daysHelp: '至少 %{least} 天',
  warning:
    '每天会永久删除 %{days} 天以前的原始事件，包括现有的历史事件。需要原始事件的查询只能从该日之后开始；来自预聚合数据的报表不变。',
  confirmTitle: '删除旧的原始事件？',
  keepTitle: '延长原始事件的保留时间？',
  keepText: '已删除的事件不会恢复。',
  rawFrom: '%{day} 起的原始事件是完整的，更早的已删除。',
};
