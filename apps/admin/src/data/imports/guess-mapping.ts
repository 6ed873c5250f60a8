import { MOST_IMPORT_PROPERTIES } from '@groundswell/contracts';

/** A column of the file, a fixed value for all rows, or nothing. */
export type Source = { column: string } | { const: string } | null;

export interface MappingDraft {
  event: Source;
  distinctId: Source;
  timestamp: Source;
  /** '' for automatic. */
  timestampFormat: string;
  platform: Source;
  messageId: Source;
  properties: string[];
}

export type MappedField = 'event' | 'distinctId' | 'timestamp' | 'platform' | 'messageId';

/** Names as logs have them, the surest first; compared without case and punctuation. */
const NAMES: Record<MappedField, string> = {
  event: 'event eventname eventtype 事件名称 事件名 事件 action activity 行为 name type',
  distinctId: [
    'distinctid userid useruid uid 用户id 用户编号 用户标识 customerid memberid 会员id accountid 账号id personid playerid 玩家id',
    'visitorid visitoruid 访客id anonymousid anonid cookieid clientid openid unionid deviceid 设备id installid installationid',
    'idfa gaid oaid user 用户 username userkey customer member 会员 account 账号 person player 玩家 visitor 访客',
    'useremail email mail 邮箱 phone mobile 手机号 id',
  ].join(' '),
  timestamp:
    'timestamp eventtime eventdate 事件时间 发生时间 time 时间戳 时间 datetime when date 日期 ts createdat occurredat at',
  platform: 'platform 平台 devicetype 设备类型 device 终端 channel',
  messageId: 'messageid eventid 事件id uuid insertid',
};
const FIELDS = Object.keys(NAMES) as MappedField[];

const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** What the columns probably are. Each is used once; those left over become properties, as many as may. */
export function guessMapping(columns: readonly string[]): MappingDraft {
  const free = new Map(columns.map((column) => [column, plain(column)]));
  const guess = (field: MappedField): Source => {
    for (const name of NAMES[field].split(' ')) {
      const found = [...free].find(([, plainName]) => plainName === name);
      if (!found) continue;
      free.delete(found[0]);
      return { column: found[0] };
    }
    return null;
  };
  // Ids of messages come first: `event_id` must not be taken for a person's.
  const messageId = guess('messageId');
  const event = guess('event');
  const distinctId = guess('distinctId');
  const timestamp = guess('timestamp');
  const platform = guess('platform');
  const properties = [...free.keys()].slice(0, MOST_IMPORT_PROPERTIES);
  return { event, distinctId, timestamp, timestampFormat: '', platform, messageId, properties };
}

/** A column that becomes something is no property any more, and one that is let go becomes one again. */
export function assign(
  draft: MappingDraft,
  field: MappedField,
  source: Source,
  columns: readonly string[],
): MappingDraft {
  const next = { ...draft, [field]: source };
  const used = new Set(FIELDS.flatMap((one) => columnOf(next[one]) ?? []));
  const freed = columnOf(draft[field]);
  const before = new Set(draft.properties);
  const properties = columns.filter((column) => {
    return !used.has(column) && (before.has(column) || column === freed);
  });
  return { ...next, properties: properties.slice(0, MOST_IMPORT_PROPERTIES) };
}

function columnOf(source: Source): string | null {
  return source && 'column' in source ? source.column : null;
}

/** Fields that a row cannot do without and that have no source yet. */
export function missingFields(draft: MappingDraft): MappedField[] {
  return (['event', 'distinctId', 'timestamp'] as const).filter((field) => {
    const source = draft[field];
    return source === null || ('const' in source && source.const.trim() === '');
  });
}

/** As the API takes it. */
export function toMapping(draft: MappingDraft): Record<string, unknown> {
  const mapping: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const source = draft[field];
    if (source === null || ('const' in source && source.const.trim() === '')) continue;
    mapping[field] = 'column' in source ? source.column : { const: source.const.trim() };
  }
  if (draft.timestampFormat.trim() !== '') mapping.timestampFormat = draft.timestampFormat.trim();
  if (draft.properties.length > 0) mapping.properties = draft.properties;
  return mapping;
}
