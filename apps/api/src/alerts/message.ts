import type { AlertLanguage, AlertRule, AlertState } from '@groundswell/contracts';
import type { AlertEntity, AlertMessage, AlertRunEntity } from '@groundswell/postgres';

/** What is told of a look: the state it came to. */
export type Told = Pick<AlertRunEntity, 'state' | 'bucket' | 'value' | 'low' | 'high' | 'problem'>;

const TITLES: Record<AlertLanguage, Record<AlertState, string>> = {
  en: {
    waiting: 'Test',
    firing: 'Alert',
    ok: 'Back to normal',
    noData: 'No data',
    failed: 'Cannot be checked',
  },
  zh: { waiting: '测试', firing: '告警', ok: '已恢复正常', noData: '没有数据', failed: '无法检查' },
};

const RATES = ['rate', 'ratio'];

/** A message in the alert's language: what happened, by which number, against what. */
export function messageOf(
  alert: Pick<AlertEntity, 'name' | 'rule' | 'measure' | 'language' | 'projectId'>,
  told: Told,
  publicUrl: string | undefined,
): AlertMessage {
  const { language, name, projectId } = alert;
  return {
    title: `${TITLES[language][told.state]}: ${name}`,
    text: textOf(alert, told),
    url: publicUrl ? `${publicUrl}/p/${projectId}/alerts` : null,
  };
}

function textOf({ language, rule, measure }: Pick<AlertEntity, 'language' | 'rule' | 'measure'>, told: Told) {
  const isChinese = language === 'zh';
  if (told.state === 'failed') return told.problem ?? '';
  if (told.state === 'waiting') {
    return isChinese ? '这是一条测试消息。' : 'This is a test message.';
  }
  if (told.value === null || told.bucket === null) {
    return isChinese
      ? '最近一个完整周期没有可用的数值。'
      : 'There is no number for the last complete period.';
  }
  const format = new Intl.NumberFormat(isChinese ? 'zh-CN' : 'en', {
    maximumFractionDigits: 2,
    ...(RATES.includes(measure.column) && { style: 'percent' }),
  });
  const number = (value: number | null) => (value === null ? '' : format.format(value));
  const held = heldAgainst(rule, { low: number(told.low), high: number(told.high) }, isChinese);
  return isChinese
    ? `${told.bucket}：${number(told.value)}（${held}）`
    : `${told.bucket}: ${number(told.value)} (${held})`;
}

function heldAgainst(
  rule: AlertRule,
  { low, high }: { low: string; high: string },
  isChinese: boolean,
): string {
  switch (rule.type) {
    case 'threshold': {
      const bound = rule.operator === 'above' ? high : low;
      if (isChinese) return `${rule.operator === 'above' ? '上限' : '下限'} ${bound}`;
      return `${rule.operator === 'above' ? 'at most' : 'at least'} ${bound} expected`;
    }
    case 'change':
      return isChinese ? `对比值 ${low}` : `compared with ${low}`;
    case 'band':
      return isChinese ? `预期区间 ${low} 至 ${high}` : `expected between ${low} and ${high}`;
  }
}
