import type { ChannelCondition, ChannelName, ChannelRule } from '@groundswell/contracts';

type Translate = (key: string, options?: Record<string, unknown>) => string;

/** A channel's name in the language of the page; its key where it has none. */
export function channelName(key: string, names: readonly ChannelName[], locale: string): string {
  const name = names.find((one) => one.key === key);
  return (locale.startsWith('zh') ? name?.zh : name?.en) ?? key;
}

/** A condition in words. */
export function conditionText({ field, operator, values }: ChannelCondition, translate: Translate): string {
  const words = [translate(`gs.channels.fields.${field}`), translate(`gs.channels.operators.${operator}`)];
  return [...words, ...(values.length > 0 ? [values.join(', ')] : [])].join(' ');
}

/** The list with one of its rules moved by one place; the same where there is none to change with. */
export function moved(rules: readonly ChannelRule[], from: number, by: 1 | -1): ChannelRule[] {
  const to = from + by;
  const [rule, other] = [rules[from], rules[to]];
  if (!rule || !other) return [...rules];
  return rules.map((one, at) => (at === from ? other : at === to ? rule : one));
}
