import type { members as english } from '../en/members.js';

export const members: typeof english = {
  add: '添加成员',
  addTitle: '添加成员',
  email: '邮箱',
  name: '姓名',
  nameHelp: '用于新账户，可留空',
  role: '角色',
  since: '加入时间',
  you: '您',
  added: '%{email} 已成为成员。',
  password: '%{email} 的初始密码',
  passwordText: '新账户的密码如下，只显示这一次，请安全地转交。',
  changed: '角色已更改。',
  removeTitle: '移除 %{email}？',
  removeText: '对方将立即失去本项目的访问权限，账户会保留。',
  removed: '成员已移除。',
  removeLabel: '移除 %{email}',
  roleOf: '%{email} 的角色',
  help: {
    owner: '全部权限，包括管理所有者',
    admin: '设置、密钥、成员、导入',
    analyst: '查看全部，制作报表',
    marketer: '查看全部，管理投放与花费',
    viewer: '查看全部',
  },
};
