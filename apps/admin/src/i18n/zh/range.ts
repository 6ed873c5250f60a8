import type { range as english } from '../en/range.js';

export const range: typeof english = {
  label: '时间范围',
  last7: '最近 7 天',
  last28: '最近 28 天',
  last90: '最近 90 天',
  last180: '最近 180 天',
  all: '全部数据',
  custom: '自定义…',
  from: '从',
  to: '到',
  apply: '应用',
  invalid: '开始日期不能晚于结束日期。',
  anchored: '数据截至 %{date}，时间范围从这一天往前推算。',
};
