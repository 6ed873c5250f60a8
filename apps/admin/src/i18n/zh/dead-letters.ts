import type { deadLetters as english } from '../en/dead-letters.js';

export const deadLetters: typeof english = {
  emptyTitle: '没有死信',
  emptyText: '所有已接受的事件都已入库。无法入库的事件会连同原因保存在这里。',
  reason: '原因',
  detail: '说明',
  when: '时间',
  place: '位置',
  payload: '内容',
  all: '全部原因',
  searchLabel: '搜索原因、说明、内容',
  remove: '删除这条死信',
  confirm: '删除这条死信？内容将无法恢复。',
  removed: '死信已删除。',
  noMatch: '没有匹配的死信。',
};
