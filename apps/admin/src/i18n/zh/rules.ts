import type { rules as english } from '../en/rules.js';

export const rules: typeof english = {
  internalTitle: '内部流量',
  internalText:
    '符合任一规则的事件属于自己的团队：照常存储，标记为内部，报表默认不计入。规则在数秒内对此后到达的事件生效，已存储的事件不变。机器人按 User-Agent 自动识别，无需规则。',
  internalNone: '没有规则：不区分内部流量。',
  emailHelp:
    '邮箱必须随事件一同发送：作为用户 ID、位于 traits 或 context.traits 中，或作为名为 email 的属性。',
  privacyTitle: '隐私',
  privacyText:
    '这些字段在事件存储之前即被删除或哈希。同一项目中相同的值得到相同的哈希，因此仍可统计，但无法还原。规则在数秒内对此后的事件生效，已存储的事件不变。',
  privacyNone: '没有规则：所有属性均按原样存储。',
  keepIp: '保留 IP 地址',
  keepIpHelp: '关闭：IP 地址仅用于判断国家和内部流量，随后丢弃。开启：作为 $ip 随每个事件存储。',
  add: '添加规则',
  remove: '删除规则 %{number}',
  field: '字段',
  property: '名称',
  operator: '条件',
  value: '值',
  action: '处理方式',
  kind: {
    userId: '用户 ID',
    emailDomain: '邮箱域名',
    ip: 'IP 地址',
    property: '事件属性',
  },
  operators: {
    equals: '等于',
    contains: '包含',
    startsWith: '开头为',
    endsWith: '结尾为',
  },
  place: { properties: '事件属性', traits: '用户属性' },
  actions: { drop: '删除', hash: '哈希' },
};
