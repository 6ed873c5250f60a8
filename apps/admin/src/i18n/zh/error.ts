import type { error as english } from '../en/error.js';

export const error: typeof english = {
  title: '加载失败',
  network: '无法连接服务器，请检查网络后重试。',
  notFound: '这个地址下没有内容。',
  notFoundTitle: '页面不存在',
  toOverview: '回到概览',
  forbidden: '您的角色没有此权限。',
  unexpected: '页面出错了。请刷新重试；如果再次出现，请联系服务器管理员。',
  reload: '刷新',
  imageFailed: '浏览器无法将图表保存为图片。',
  copyFailed: '浏览器不允许复制，请手动选择文本。',
};
