import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDay } from './read-day.js';
import { markOf, readNumber } from './read-number.js';
import { readSpend } from './read-spend.js';

const brief = (file: Uint8Array | string, options = {}) => {
  const { rows, ...read } = readSpend(file, options);
  return {
    ...read,
    rows: rows.map((row) => [row.day, row.levelId, row.currency, row.cost, row.impressions, row.clicks]),
  };
};

const GOOGLE = `Campaign report
"October 5, 2026 - October 7, 2026"
Day,Campaign,Campaign ID,Currency code,Cost,Impr.,Clicks,Conversions
2026-10-05,brand,90001,USD,"2,310.40","61,020","2,455",118.00
2026-10-05,brand,90001,USD,15.60,140,12,2.00
2026-10-06,"Total Wine, generic",90002,USD,480.00,12500,410,--
Total: Account,,,,"2,806.00","73,660","2,877",120.00
`;

describe('an export of Google', () => {
  it('has a preamble, rows of segments that are one, and a row of totals', () => {
    expect(brief(GOOGLE)).toMatchObject({
      platform: 'google',
      lines: 4,
      totalRows: 1,
      summed: 1,
      refused: [],
      rows: [
        ['2026-10-05', '90001', 'USD', 2326, 61160, 2467],
        ['2026-10-06', '90002', 'USD', 480, 12500, 410],
      ],
    });
  });

  it('is the same in UTF-16 with tabs', () => {
    const tabs = GOOGLE.replace(/"([^"]*)"|,/g, (match, quoted?: string) => quoted ?? (match && '\t'));
    const utf16 = Buffer.from(`\ufeff${tabs}`, 'utf16le');
    expect(brief(utf16).rows).toEqual(brief(GOOGLE).rows);
    expect(brief(Buffer.from(utf16).swap16()).rows).toEqual(brief(GOOGLE).rows);
    expect(brief(utf16.subarray(2)).rows).toEqual(brief(GOOGLE).rows);
  });
});

describe.each([
  [
    'de',
    'Tag;Kampagne;Währungscode;Kosten;Impr.;Klicks\n05.10.2026;Suche;EUR;2.310,40;61.020;2455\nGesamt: Konto; --;EUR;2.310,40;61.020;2455',
    2310.4,
  ],
  [
    'fr',
    'Jour\tCampagne\tCode de devise\tCoût\tImpr.\tClics\n5 oct. 2026\tMarque\tEUR\t2 310,40\t61 020\t2 455\nTotal : compte\t --\tEUR\t2 310,40\t61 020\t2 455',
    2310.4,
  ],
  [
    'es',
    'Día,Campaña,Código de moneda,Coste,Impr.,Clics\n2026-10-05,Marca,EUR,"2.310,40","61.020",2455\nTotal: cuenta,--,EUR,"2.310,40","61.020",2455',
    2310.4,
  ],
  [
    'pt',
    'Dia,Campanha,Código da moeda,Custo,Impr.,Cliques\n2026-10-05,Marca,BRL,"2.310,40","61.020",2455\nTotal: conta,--,BRL,"2.310,40","61.020",2455',
    2310.4,
  ],
  [
    'ja',
    '日,キャンペーン,通貨コード,費用,表示回数,クリック数\n2026/10/05,ブランド,JPY,"2,310","61,020","2,455"\n合計: アカウント,--,JPY,"2,310","61,020","2,455"',
    2310,
  ],
  [
    'ko',
    '일,캠페인,통화 코드,비용,노출수,클릭수\n2026. 10. 5.,브랜드,KRW,"12,345",61020,2455\n총계: 계정,--,KRW,"12,345",61020,2455',
    12345,
  ],
  [
    'zh',
    '天,广告系列,币种代码,费用,展示次数,点击次数\n2026年10月5日,品牌,CNY,"2,310.40","61,020","2,455"\n总计：账号,--,CNY,"2,310.40","61,020","2,455"',
    2310.4,
  ],
  [
    'zh Meta',
    '报告开始日期,报告结束日期,广告系列名称,天,花费金额 (CNY),展示次数,链接点击量\n2026-10-05,2026-10-05,品牌,2026-10-05,2310.40,61020,2455\n2026-10-05,2026-10-05,,,2310.40,61020,2455',
    2310.4,
  ],
  [
    'de Meta',
    'Tag,Kampagnenname,"Ausgegebener Betrag (EUR)",Impressionen,Link-Klicks\n2026-10-05,Marke,"2.310,40",61.020,2455\n,,"2.310,40",61.020,2455',
    2310.4,
  ],
  [
    'ch',
    "Tag;Kampagne;Währungscode;Kosten;Impressionen;Klicks\n5.10.2026;Marke;CHF;2'310.40;61'020;2'455\nGesamt;;CHF;2'310.40;61'020;2'455",
    2310.4,
  ],
  [
    'pl',
    'Dzień;Kampania;Kod waluty;Koszt;Wyświetlenia;Kliknięcia\nRazem: konto;--;PLN;2 310,40;61 020;2 455\n5 paź 2026;Marka;PLN;2 310,40;61 020;2 455',
    2310.4,
  ],
  [
    'pl Meta',
    'Początek raportowania;Koniec raportowania;Nazwa kampanii;Dzień;"Wydana kwota (PLN)";Wyświetlenia;Kliknięcia linku\n2026-10-05;2026-10-05;Marka;2026-10-05;2310,40;61020;2455\n;;;;2310,40;61020;2455',
    2310.4,
  ],
  [
    'tr',
    'Gün\tKampanya\tPara birimi kodu\tMaliyet\tGösterim\tTıklamalar\n05.10.2026\tMarka\tTRY\t2.310,40\t61.020\t2.455\nToplam: Hesap\t --\tTRY\t2.310,40\t61.020\t2.455',
    2310.4,
  ],
  [
    'tr Meta',
    'Raporlama Başlangıcı,Raporlama Bitişi,Kampanya adı,Harcanan Tutar (TRY),Gösterim,Bağlantı Tıklamaları\n2026-10-05,2026-10-05,Marka,2310.40,61020,2455\n,,,2310.40,61020,2455',
    2310.4,
  ],
  [
    'ru',
    'День;Кампания;Код валюты;Стоимость;Показы;Клики\n05.10.2026;Бренд;RUB;2\u00a0310,40;61\u00a0020;2\u00a0455\nВсего: аккаунт;--;RUB;2\u00a0310,40;61\u00a0020;2\u00a0455',
    2310.4,
  ],
  [
    'zh-TW',
    '日,廣告活動,貨幣代碼,費用,曝光,點擊\n2026/10/5,品牌,TWD,"2,310.40","61,020","2,455"\n總計：帳戶,--,TWD,"2,310.40","61,020","2,455"',
    2310.4,
  ],
  [
    'zh-TW Meta',
    '分析報告開始,分析報告結束,行銷活動名稱,花費金額 (TWD),曝光次數,連結點擊次數\n2026-10-05,2026-10-05,品牌,2310.40,61020,2455\n,,,2310.40,61020,2455',
    2310.4,
  ],
  [
    'ja Meta',
    'レポート開始日,レポート終了日,キャンペーンの名前,日,消化金額 (JPY),インプレッション,リンクのクリック\n2026-10-05,2026-10-05,ブランド,2026-10-05,2310,61020,2455\n,,,,2310,61020,2455',
    2310,
  ],
  [
    'zh TikTok',
    '按天,推广系列名称,货币,消耗,展示量,点击量（目标页面）\n2026-10-05,品牌,CNY,2310.40,61020,2455\n共 1 条结果,-,CNY,2310.40,61020,2455',
    2310.4,
  ],
  [
    'fr Meta, with narrow blanks',
    'Début des rapports;Fin des rapports;Nom de la campagne;Jour;"Montant dépensé (EUR)";Impressions;Clics sur un lien\n2026-10-05;2026-10-05;Marque;2026-10-05;2\u202f310,40;61\u202f020;2455\n;;;;2\u202f310,40;61\u202f020;2455',
    2310.4,
  ],
  [
    'British English',
    'Day,Campaign,Currency code,Cost,Impr.,Clicks\n"5 Oct 2026",Brand,GBP,"2,310.40","61,020","2,455"\nTotal: Campaigns,--,GBP,"2,310.40","61,020","2,455"',
    2310.4,
  ],
])('headers in %s', (_, csv, cost) => {
  it('are known, with their numbers, days and totals', () => {
    const read = brief(csv);
    expect(read).toMatchObject({ refused: [], totalRows: 1 });
    expect(read.rows).toEqual([
      ['2026-10-05', expect.any(String), expect.stringMatching(/^[A-Z]{3}$/), cost, 61020, 2455],
    ]);
  });
});

const MICROSOFT = `"Report Name: Campaigns by day"
"Report Time: 10/5/2026 - 10/6/2026"
"Time Zone: (GMT+01:00) Amsterdam, Berlin, Rome"
"Report Aggregation: Daily"
"Potential Incomplete Data: No"
"Rows: 3"

"TimePeriod","AccountNumber","CampaignName","CampaignId","CurrencyCode","DeviceType","Impressions","Clicks","Spend"
"2026-10-05","F149","Brand","5001","EUR","Computer","61000","2400","2300.10"
"2026-10-05","F149","Brand","5001","EUR","Smartphone","20","55","10.30"
"2026-10-06","F149","Total Wine","5002","EUR","Computer","1","0","0.00"

"©2026 Microsoft Corporation. All rights reserved. "
`;

describe('an export of Microsoft', () => {
  it('has a preamble, rows of devices that are one, and a notice at its end', () => {
    expect(brief(MICROSOFT)).toMatchObject({
      ...{ platform: 'microsoft', lines: 4, totalRows: 1, summed: 1, refused: [] },
      rows: [
        ['2026-10-05', '5001', 'EUR', 2310.4, 61020, 2455],
        ['2026-10-06', '5002', 'EUR', 0, 1, 0],
      ],
    });
  });

  it('is refused where its rows are weeks', () => {
    expect(() => readSpend(MICROSOFT.replace('Daily', 'Weekly'))).toThrow(/no day \(.*: Weekly"?\)/);
  });
});

describe('networks of China', () => {
  const table = (cost: string, shown: string) =>
    `日期,推广计划,推广单元,${shown},点击,${cost}\n2026-10-05,品牌,核心词,61020,2455,2310.40\n合计,,,61020,2455,2310.40`;

  it('bill in yuan', () => {
    expect(brief(table('消费', '展现'))).toMatchObject({ platform: 'baidu', totalRows: 1, refused: [] });
    for (const platform of ['baidu', 'tencent', 'ocean_engine']) {
      const read = brief(table('花费', '曝光量'), { platform });
      expect(read.rows).toEqual([['2026-10-05', '品牌 / 核心词', 'CNY', 2310.4, 61020, 2455]]);
    }
    expect(brief(table('花费', '曝光量'), { platform: 'tencent', currency: 'HKD' }).rows[0]![2]).toBe('HKD');
  });

  it('are asked for where others use the same words', () => {
    expect(() => readSpend(table('消耗', '展示数'))).toThrow(/which network/);
  });
});

describe('the letters of a file', () => {
  const ZH =
    '天,广告系列,币种代码,费用,展示次数,点击次数\n2026年10月5日,品牌,CNY,"2,310.40","61,020","2,455"\n';
  /** The same in GBK. */
  const GBK = Buffer.from(
    'ccec2cb9e3b8e6cfb5c1d02cb1d2d6d6b4fac2eb2cb7d1d3c32cd5b9cabeb4cecafd2cb5e3bbf7b4cecafd0a32303236c4ea3130d4c235c8d52cc6b7c5c62c434e592c22322c3331302e3430222c2236312c303230222c22322c343535220a',
    'hex',
  );

  it('may be GBK, as Excel saves it in China', () => {
    expect(new TextDecoder('gbk').decode(GBK)).toBe(ZH);
    expect(brief(GBK)).toEqual(brief(ZH));
    expect(brief(GBK).rows).toEqual([['2026-10-05', '品牌', 'CNY', 2310.4, 61020, 2455]]);
  });

  it('cost the row that they cannot be read in, and no other', () => {
    const rows = ['Day,Campaign,Account,Cost,Currency,Impr.,Note'];
    rows.push(
      '2026-10-05,Caf\u00e9,A,1,EUR,1,x',
      '2026-10-06,Brand,A,2,EUR,2,\u00e9',
      '2026-10-07,Brand,A,3,EUR,3,x',
    );
    const read = readSpend(Buffer.from(rows.join('\n'), 'latin1'), { platform: 'own' });
    expect(read.rows.map(({ day, cost }) => [day, cost])).toEqual([
      ['2026-10-06', 2],
      ['2026-10-07', 3],
    ]);
    expect(read.refused).toEqual([
      { line: 2, reason: expect.stringMatching(/cannot be read: save .* UTF-8/) },
    ]);
  });

  it('are Turkish in headers of capitals, too', () => {
    const csv =
      'GÜN;KAMPANYA ADI;PARA BİRİMİ;MALİYET;GÖSTERİM;TIKLAMALAR\n5 EKİM 2026;Marka;TRY;2.310,40;61.020;2.455';
    expect(brief(csv, { platform: 'own' }).rows).toEqual([
      ['2026-10-05', 'Marka', 'TRY', 2310.4, 61020, 2455],
    ]);
  });
});

describe('what a file does not tell', () => {
  it.each([
    ['Campaign,Cost,Currency\nA,1.00,USD', /no column of days.*Segment › Time › Day/],
    [
      'Reporting starts,Reporting ends,Campaign name,Amount spent (USD)\n2026-10-05,2026-10-07,A,1',
      /no column of days/,
    ],
    ['Day,Campaign,Impr.\n2026-10-05,A,1', /No column holds what was spent/],
    ['Day,Cost,Impr.\n2026-10-05,1,1', /No column names the campaign/],
    [
      'Day,Campaign,Cost,Impr.,Currency\n01/02/2026,A,1,1,USD\n03/02/2026,A,1,1,USD',
      /01\/02\/2026 may be day\/month/,
    ],
    ['Day,Campaign,Cost,Impr.,Currency\n13/02/2026,A,1,1,USD\n03/14/2026,A,1,1,USD', /others month\/day/],
    ['Day;Campaign;Cost;Impr.;Currency\n2026-10-05;A;1.234;1;USD', /may be thousands or fractions/],
    ['hello\nworld', /No line of this file names columns/],
    ['Day,Campaign,Cost\n2026-10-05,A,1', /which network/],
  ])('%j is refused with a sentence', (csv, reason) => {
    expect(() => readSpend(csv)).toThrow(reason);
  });

  it.each([
    [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /\.xls of an old Excel.*as CSV/],
    [Buffer.from('%PDF-1.7'), /\.pdf.*as CSV/],
    [
      Buffer.from('Tag;Kampagne;W\u00e4hrung;Kosten', 'latin1'),
      /neither UTF-8, UTF-16 nor GB18030.*CSV UTF-8/,
    ],
  ])('a file without text that can be read is refused (%#)', (file, reason) => {
    expect(() => readSpend(file)).toThrow(reason);
  });

  it('is said by options', () => {
    const csv = 'when,what,paid\n01/02/2026,A,1.234\n';
    const mapping = { day: 'when', campaign: 'what', cost: 'paid' };
    const options = {
      platform: 'bilibili',
      currency: 'CNY',
      mapping,
      dateOrder: 'dmy',
      decimalMark: ',',
    } as const;
    expect(brief(csv, options).rows).toEqual([['2026-02-01', 'A', 'CNY', 1234, 0, 0]]);
  });

  it('is decided by the whole column', () => {
    const csv = 'Day,Campaign,Cost,Impr.,Currency\n01/02/2026,A,1,1,USD\n25/02/2026,A,1,1,USD';
    expect(brief(csv).rows.map(([day]) => day)).toEqual(['2026-02-01', '2026-02-25']);
  });
});

it('rows that cannot be read are refused by line and reason', () => {
  const csv = `By Day,Campaign name,Campaign ID,Ad group name,Currency,Cost,Impressions,Clicks (destination)
2026-10-05,A,1,x,USD,<5,<5,-
2026-10-05,Total Wine, generic,1,x,USD,1,1,1
yesterday,A,1,x,USD,1,1,1
2026-10-06,,,,USD,1,1,1
2026-10-06,A,1,x,dollars,1,1,1
2026-10-06,A,1,x,USD,many,1,1
,Total Wine,1,x,USD,1,1,1
2026-10-06,Total,2,,USD,$1.00,1,1
Total of 2 results,-,-,-,USD,1,1,1`;
  const read = readSpend(csv);
  expect(read).toMatchObject({ platform: 'tiktok', totalRows: 1, masked: 2 });
  expect(read.refused.map(({ line, reason }) => [line, reason.slice(0, 24)])).toEqual([
    [3, 'the row has 9 cells and '],
    [4, 'day "yesterday" is no da'],
    [5, 'the row names no campaig'],
    [6, 'currency "dollars" is no'],
    [7, 'the figure of cost is no'],
    [8, 'the row has no day'],
  ]);
  expect(read.rows.map(({ levelId, level, cost }) => [levelId, level, cost])).toEqual([
    ['1 / x', 'adGroup', 0],
    ['2', 'campaign', 1],
  ]);
});

it.each([
  ['1,234.56', '.', 1234.56],
  ['1.234,56', ',', 1234.56],
  ['1 234,56', ',', 1234.56],
  ['1\u202f234,56\u00a0€', ',', 1234.56],
  ["1'234.56", '.', 1234.56],
  ['US$1,234.56', '.', 1234.56],
  ['¥１,２３４', '.', 1234],
  ['12,34,567.8', '.', 1234567.8],
  ['(3.50)', '.', -3.5],
  ['−3.50', '.', -3.5],
  ['--', '.', 0],
  ['<5', '.', 0],
  ['1,23.4', '.', null],
  ['1.4%', '.', null],
  ['abc', '.', null],
] as const)('%s with a decimal %s is %d', (cell, mark, number) => {
  expect(readNumber(cell, mark)).toBe(number);
});

it.each([
  ['1,234.5', false, '.'],
  ['1.234,5', false, ','],
  ['1,234', false, null],
  ['1,234', true, '.'],
  ['0,234', false, ','],
  ['1.234.567', false, ','],
  ['12,5', false, ','],
  ['12', false, null],
] as const)('%s tells a mark', (cell, isCount, mark) => {
  expect(markOf(cell, isCount)).toBe(mark);
});

it.each([
  ['2024-03-01', '2024-03-01'],
  ['2024/3/1', '2024-03-01'],
  ['01.03.2024', '2024-03-01'],
  ['Mar 1, 2024', '2024-03-01'],
  ['Fri, March 1, 2024', '2024-03-01'],
  ['1. März 2024', '2024-03-01'],
  ['1 août 2024', '2024-08-01'],
  ['mardi 5 mars 2024', '2024-03-05'],
  ['1 de marzo de 2024', '2024-03-01'],
  ['1-Dez-24', '2024-12-01'],
  ['2024年3月1日', '2024-03-01'],
  ['20240301', '2024-03-01'],
  ['2024-03-01 00:00:00', '2024-03-01'],
  ['5 paź 2026', '2026-10-05'],
  ['12 kas 2026', '2026-11-12'],
  ['3 Şub 2026', '2026-02-03'],
  ['4 NİSAN 2026', '2026-04-04'],
  ['5 EKİM 2026', '2026-10-05'],
  ['6 ARALIK 2026', '2026-12-06'],
  ['5 окт. 2026 г.', '2026-10-05'],
  ['1 lis 2026', '2026-11-01'],
  ['2024-02-30', null],
  ['3/1/2024', '2024-03-01'],
])('day %s', (cell, day) => {
  expect(readDay(cell, 'mdy')).toBe(day);
});

it('refuses the row whose name cannot be kept, and takes the others', () => {
  const long = '长'.repeat(400);
  const { rows, refused } = readSpend(
    [
      'Day,Campaign,Ad group,Ad,Cost,Impressions',
      '2024-03-01,Fine,a,b,1,10',
      '2024-03-01,No\0ne,a,b,2,20',
      `2024-03-01,${long},${long},${long},3,30`,
      `2024-03-01,${'x'.repeat(499)}\u{1F600},a,b,4,40`,
    ].join('\n'),
    { platform: 'own', currency: 'EUR' },
  );
  expect(rows.map(({ cost }) => cost)).toEqual([1, 4]);
  expect(rows[1]!.campaign).toBe('x'.repeat(499));
  expect(refused.map(({ line }) => line)).toEqual([3, 4]);
  expect(refused[0]!.reason).toContain('cannot be stored');
  expect(refused[1]!.reason).toContain('too long');
});

const folder = process.env.REFERENCE_DATA ?? join(__dirname, '..', '..', '..', '..', '..', 'shared', 'data');
const SHARED = join(folder, 'ad_spend_exports');
if (!existsSync(SHARED)) {
  process.stdout.write(`Skipped: exports of spend, as ${SHARED} is not there (set REFERENCE_DATA).\n`);
}
(existsSync(SHARED) ? describe : describe.skip)('the exports of the reference data', () => {
  const read = (name: string) => readSpend(readFileSync(join(SHARED, name)));
  it.each([
    ['google_ads_campaign.csv', 'google', 'USD', 2806, 73660, 2877],
    ['google_ads_de_locale.csv', 'google', 'EUR', 2390, 61720, 2463],
    ['meta_ads_daily.csv', 'meta', 'USD', 1210, 42300, 614],
    ['tiktok_ads_daily.csv', 'tiktok', 'USD', 80.02, 50000, 700],
  ])('%s adds up to its own totals', (name, platform, currency, cost, impressions, clicks) => {
    const { rows, refused, totalRows, ...rest } = read(name);
    const sum = (field: 'cost' | 'impressions' | 'clicks') => rows.reduce((all, row) => all + row[field], 0);
    expect([rest.platform, refused, totalRows]).toEqual([platform, [], 1]);
    expect(new Set(rows.map((row) => row.currency))).toEqual(new Set([currency]));
    expect(sum('cost')).toBeCloseTo(cost, 9);
    expect([sum('impressions'), sum('clicks')]).toEqual([impressions, clicks]);
  });
});
