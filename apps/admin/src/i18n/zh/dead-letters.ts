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
  reasons: {
    malformed: '格式有误',
    no_identity: '无主',
    late: '迟到',
    unknown_project: '项目不存在',
    unstorable: '无法存储',
  },
  about: {
    malformed: '这条记录无法读成事件。',
    no_identity: '事件没有说明属于谁。',
    late: '事件到达时已超出本项目接受实时事件的期限；可在此重放或改用导入。',
    unknown_project: '事件所属的项目不存在。',
    unstorable: 'ClickHouse 无法存储这个事件中的某个值。',
  },
};
