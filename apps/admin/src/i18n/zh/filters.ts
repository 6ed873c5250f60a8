import type { filters as english } from '../en/filters.js';

export const filters: typeof english = {
  add: '筛选',
  apply: '添加筛选',
  property: '属性',
  propertyHelp: '选择一列，或输入事件属性名。',
  operator: '比较方式',
  value: '值',
  listHelp: '多个值用逗号分隔。',
  eq: '等于',
  neq: '不等于',
  in: '属于',
  notIn: '不属于',
  contains: '包含',
  notContains: '不包含',
  regex: '匹配正则',
  gt: '大于',
  gte: '不小于',
  lt: '小于',
  lte: '不大于',
  isSet: '有值',
  isNotSet: '无值',
};
