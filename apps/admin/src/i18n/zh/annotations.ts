import type { annotations as english } from '../en/annotations.js';

export const annotations: typeof english = {
  title: '标注',
  add: '添加标注',
  edit: '修改标注',
  date: '日期',
  kind: '类型',
  text: '内容',
  help: '显示在所有时间图表上。',
  release: '发布',
  campaign: '投放活动',
  note: '备注',
};
