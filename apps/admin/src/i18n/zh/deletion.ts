import type { deletion as english } from '../en/deletion.js';

export const deletion: typeof english = {
  panel: '删除项目',
  text: '永久删除项目及其全部内容，所有成员都将无法再访问。',
  button: '删除项目',
  title: '删除“%{name}”？',
  goes: '以下内容将丢失：',
  goesEvents: '全部事件和报表（%{from} 至 %{to}），几分钟内从存储中清除',
  goesNoEvents: '全部事件和报表',
  goesPeople: '用户及其 ID 和属性、人群、裂变活动和奖励',
  goesWork: '看板、告警、标注、实验、功能开关、广告系列和花费',
  goesKeys: '全部密钥：仍用它们发送事件或读取开关的应用将被拒绝',
  goesLinks: '追踪链接失效，其短码不会再次分配',
  goesDemo: '演示项目不会重新生成',
  final: '此操作无法撤销。仍需要的数据请先导出。',
  typeName: '项目名称',
  typeNameHelp: '输入 %{name} 以确认',
  confirm: '永久删除',
  done: '“%{name}”已删除。',
};
