import type { signIn as english } from '../en/sign-in.js';

export const signIn: typeof english = {
  title: '登录',
  email: '邮箱',
  password: '密码',
  showPassword: '显示密码',
  hidePassword: '隐藏密码',
  submit: '登录',
  wrong: '邮箱或密码不正确。',
  tooMany: '登录失败次数过多，请在 %{smart_count} 秒后重试。',
  required: '请填写邮箱和密码。',
  help: '首个账户由服务器在第一次启动时打印出来。',
};
