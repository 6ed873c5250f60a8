import type { live as english } from '../en/live.js';

export const live: typeof english = {
  waiting: '等待第一个事件…',
  waitingText: '用这条命令发送一个事件，两秒内就会出现在这里。',
  listening: '监听中',
  paused: '已暂停',
  pause: '暂停',
  resume: '继续',
  offline: '连接中断，正在重试…',
  event: '事件',
  who: '用户标识',
  person: '用户',
  platform: '平台',
  country: '国家',
  time: '时间',
  timeIn: '时间（%{zone}）',
  received: '接收时间',
  details: '%{event} 详情',
  note: '最新的 %{count} 个实时事件，不含导入的事件。',
  filter: '按事件或标识筛选',
  noMatch: '没有匹配的事件。',
  moreSnippets: '更多代码示例和 SDK',
};
