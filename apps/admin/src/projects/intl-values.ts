/** What the browser knows of IANA zones and ISO currencies; UTC is not in every browser's list. */
export function timeZones(): string[] {
  const zones = Intl.supportedValuesOf('timeZone');
  return zones.includes('UTC') ? zones : ['UTC', ...zones];
}

export function currencies(): string[] {
  return Intl.supportedValuesOf('currency');
}

export function browserTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** `CNY · Chinese Yuan` */
export function currencyLabel(code: string, tag: string): string {
  const name = new Intl.DisplayNames(tag, { type: 'currency' }).of(code);
  return name && name !== code ? `${code} · ${name}` : code;
}

/** `Asia/Shanghai · GMT+8` */
export function zoneLabel(zone: string, tag: string, now = new Date()): string {
  const parts = new Intl.DateTimeFormat(tag, { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(
    now,
  );
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value;
  return offset && zone !== 'UTC' ? `${zone} · ${offset}` : zone;
}
