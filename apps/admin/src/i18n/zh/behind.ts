import type { behind as english } from '../en/behind.js';

export const behind: typeof english = {
  title: '数字背后的人',
  open: '%{value}，%{label}：查看这些人',
  which: '哪些人',
  count: '%{count} 人',
  nobody: '没有人',
  lastSeen: '最近活跃 %{when}',
  cohort: '同期群 %{period}',
  step: '第 %{n} 步',
  returned: '已回访',
  stayedAway: '未回访',
  converted: '到达此步',
  droppedOff: '在此前流失',
  active: '活跃',
  new: '新增',
  retained: '留存',
  resurrected: '回流',
  churned: '流失',
  chartKeys: '用左右方向键选择周期，按回车查看背后的人。',
  hint: '点击数字或数据点可查看背后的人。',
};
