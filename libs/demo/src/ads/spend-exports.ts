import { toCsv } from '@groundswell/contracts';
import { type DemoSpendRow, demoSpend } from './spend.js';

/** A file as somebody would export it from a network by day. */
export interface DemoSpendExport {
  platform: string;
  fileName: string;
  csv: string;
}

const HEADER = [
  ...['Day', 'Account ID', 'Campaign ID', 'Campaign', 'Ad group ID', 'Ad group', 'Ad ID', 'Ad', 'Currency'],
  ...['Cost', 'Impressions', 'Clicks'],
];

/** The demo's spend, one export a network. */
export function demoSpendExports(): DemoSpendExport[] {
  const byPlatform = new Map<string, DemoSpendRow[]>();
  for (const row of demoSpend()) {
    const { platform } = row.campaign;
    byPlatform.set(platform, [...(byPlatform.get(platform) ?? []), row]);
  }
  return [...byPlatform].map(([platform, own]) => {
    const days = own.map(({ day }) => day).sort();
    return { platform, fileName: `${platform} ${days[0]} to ${days.at(-1)}.csv`, csv: csvOf(own) };
  });
}

function csvOf(rows: readonly DemoSpendRow[]): string {
  const tellsReach = rows.some(({ reach }) => reach !== null);
  return toCsv(
    tellsReach ? [...HEADER, 'Reach'] : HEADER,
    rows.map((row) => cellsOf(row, tellsReach)),
  );
}

function cellsOf(row: DemoSpendRow, tellsReach: boolean): (string | number)[] {
  const { campaign, adGroup, creative, day, cost, impressions, clicks, reach } = row;
  const { account, externalId, name, currency } = campaign;
  const names = [account, externalId, name, adGroup.externalId, adGroup.name, creative.externalId];
  const figures = [(cost / 100).toFixed(2), impressions, clicks, ...(tellsReach ? [reach ?? 0] : [])];
  return [day, ...names, creative.name, currency, ...figures];
}
