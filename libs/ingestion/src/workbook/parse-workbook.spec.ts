import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { readSpend } from '../spend/read-spend.js';
import { plainNumber } from './plain-number.js';
import { parseWorkbook } from './parse-workbook.js';
import { sheetCsv } from './sheet-csv.js';
import { type Part, workbookOf, zipOf } from './testing/zip-of.js';

const fixture = (name: string) => readFileSync(join(__dirname, 'fixtures', `${name}.xlsx`));
const read = async (name: string, options = {}) => readSpend(await parseWorkbook(fixture(name)), options);
const refusal = (bytes: Uint8Array) =>
  parseWorkbook(bytes).then(
    () => 'it was read',
    (error: Error) => error.message,
  );
const figures = ({ rows }: ReturnType<typeof readSpend>) =>
  rows.map((row) => [row.day, row.levelId, row.currency, row.cost, row.impressions, row.clicks]);

describe('a workbook of spend is read as the CSV of the same table', () => {
  it('of Meta: cells of dates are days, wherever the server stands', async () => {
    const csv = `Reporting starts,Reporting ends,Campaign name,Campaign ID,Ad set name,Ad set ID,Ad name,Ad ID,Day,Amount spent (USD),Impressions,Reach,Link clicks
2026-10-05,2026-10-06,KM Prospecting,7001,Lookalike 1%,7101,video_hook_a,120210987654321098,2026-10-05,"1,204.00",42000,36000,610
2026-10-05,2026-10-06,KM Prospecting,7001,Lookalike 1%,7101,video_hook_b,7202,2026-10-06,6.125,300,280,4
,,Total,,,,,,,1210.125,42300,36280,614`;
    const { delimiter: _, sheet, ...book } = await read('meta');
    const { delimiter: __, sheet: ___, ...plain } = readSpend(csv);
    expect(book).toEqual(plain);
    expect(sheet).toBe('Raw Data Report');
    expect(book.rows.map(({ cost, day }) => [cost, day])).toEqual([
      [1204, '2026-10-05'],
      [6.125, '2026-10-06'],
    ]);
  });

  it('of Google in German: text has its decimal mark, a number is a number, and a line is that of Excel', async () => {
    const book = await read('google-de');
    expect(book).toMatchObject({ platform: 'google', decimalMark: ',', totalRows: 1, summed: 1 });
    expect(figures(book)).toEqual([
      ['2026-10-05', 'Suche M&M <neu>', 'EUR', 2310.4, 61020, 2455],
      ['2026-10-06', 'Suche generisch', 'EUR', 159.225, 1400, 16],
    ]);
    expect(book.refused).toEqual([{ line: 8, reason: 'day "kaputt" is no day' }]);
  });

  it('of TikTok: from the sheet with days, with ids that are numbers', async () => {
    const book = await read('tiktok');
    expect(book).toMatchObject({ platform: 'tiktok', sheet: 'Ad Report', totalRows: 1, masked: 2 });
    expect(book.rows.map(({ campaignId, cost }) => [campaignId, cost])).toEqual([
      ['178901234567890', 80],
      ['178901234567890', 0.02],
    ]);
  });

  it('refuses two sheets with days, by name', async () => {
    await expect(read('two')).rejects.toThrow(/column of days \(September, October\)/);
  });

  it('keeps every digit of an id, and refuses one that a spreadsheet rounded, with its row', async () => {
    const sheet = (id: string) =>
      sheetXml([
        ['Day', 'Campaign', 'Campaign ID', 'Currency', 'Cost'],
        ['2026-10-05', 'a', id, 'USD', '3'],
      ]);
    const whole = readSpend(await parseWorkbook(workbookOf(sheet('120210987654321098'))), {
      platform: 'meta',
    });
    expect(whole.rows.map(({ campaignId }) => campaignId)).toEqual(['120210987654321098']);
    const { refused, rows } = readSpend(await parseWorkbook(workbookOf(sheet('1.20210987654321E+17'))), {
      platform: 'meta',
    });
    expect([rows, refused]).toEqual([
      [],
      [
        {
          line: 2,
          reason:
            'the id in campaignId was rounded by a spreadsheet ("1.20210987654321E+17"): export it again, with ids as text',
        },
      ],
    ]);
  });
});

describe('the only sheet of a workbook as CSV', () => {
  it('has each row on the line that Excel numbers it by', async () => {
    expect(
      sheetCsv(await parseWorkbook(workbookOf(sheetXml([['day', 'rate'], [], ['2026-10-05', '0.5']])))),
    ).toBe('day,rate\r\n\r\n2026-10-05,0.5\r\n');
  });

  it('is refused where another has cells, too', async () => {
    const two = await parseWorkbook(fixture('two'));
    expect(() => sheetCsv(two)).toThrow(/have cells \(September, October\)/);
  });
});

it.each([
  ['12.340', '12.340'],
  ['1.5E-3', '0.0015'],
  ['-2.5E3', '-2500'],
  ['12.5e1', '125'],
  ['1.2E+17', '1.2E+17'],
  ['n/a', 'n/a'],
])('the number %s is %s', (kept, plain) => expect(plainNumber(kept)).toBe(plain));

describe('what is no workbook, or too much of one, is refused with a sentence', () => {
  const cell = (address: string) => `<row><c r="${address}"><v>1</v></c></row>`;
  const sheetOf = (xml: string, others: Part[] = []) =>
    workbookOf(`<worksheet><sheetData>${xml}</sheetData></worksheet>`, others);
  const sheetData = (xml: string) => sheetOf(xml);

  it.each<[string, Uint8Array, RegExp]>([
    ['another zip', zipOf([{ name: 'spend.csv', text: 'Day,Cost' }]), /^This file is a \.zip, yet no/],
    ['half a file', fixture('meta').subarray(0, 3_000), /^This workbook cannot be read \(/],
    [
      'damaged XML',
      workbookOf('<worksheet><sheetData><row r="1"><c r="A1"'),
      /^This workbook cannot be read/,
    ],
    ['no shared string', sheetData('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), /cannot be read/],
    [
      'a sheet as long as it is wide',
      sheetData(Array.from({ length: 1_000 }, (_, at) => cell(`GGG${at + 1}`)).join('')),
      /^This workbook has more than 4000000 cells/,
    ],
  ])('%s', async (_name, bytes, sentence) => {
    expect(await refusal(bytes)).toMatch(sentence);
  });

  it('a bomb is not unpacked', async () => {
    const zeros = Buffer.alloc(70 * 1024 * 1024);
    const bomb: Part = {
      name: 'xl/worksheets/sheet2.xml',
      deflated: deflateRawSync(zeros),
      size: zeros.length,
    };
    expect(await refusal(workbookOf('<worksheet/>', [bomb]))).toMatch(/unpacks to more than 64 MB/);
    expect(await refusal(workbookOf('<worksheet/>', [{ ...bomb, size: 1_000 }]))).toMatch(/cannot be read/);
  });

  it('one with parts that its directory does not count', async () => {
    const bytes = workbookOf('<worksheet/>');
    bytes.writeUInt16LE(2, bytes.length - 12);
    expect(await refusal(bytes)).toMatch(/cannot be read/);
  });

  it('a text in so many cells that they would not fit', async () => {
    const text = 'x'.repeat(30_000);
    const shared = { name: 'xl/sharedStrings.xml', text: `<sst><si><t>${text}</t></si></sst>` };
    const rows = Array.from(
      { length: 2_300 },
      (_, at) => `<row r="${at + 1}"><c r="A${at + 1}" t="s"><v>0</v></c></row>`,
    );
    expect(await refusal(sheetOf(rows.join(''), [shared]))).toMatch(/unpacks to more than 64 MB/);
  });

  it('a cell far away without a value is no matter', async () => {
    const [sheet] = await parseWorkbook(
      sheetData('<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'),
    );
    expect(sheet?.rows).toEqual([{ cells: ['7'], line: 1, numbers: [0] }]);
  });
});

/** Cells that look like numbers are numbers, empty rows are not written. */
function sheetXml(rows: string[][]): string {
  const cells = (row: string[], line: number) =>
    row.map((text, at) => {
      const place = `${String.fromCharCode(65 + at)}${line}`;
      return /^[\d.]+(?:E\+\d+)?$/.test(text)
        ? `<c r="${place}"><v>${text}</v></c>`
        : `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
    });
  const written = rows.flatMap((row, at) =>
    row.length === 0 ? [] : [`<row r="${at + 1}">${cells(row, at + 1).join('')}</row>`],
  );
  return `<worksheet><sheetData>${written.join('')}</sheetData></worksheet>`;
}
