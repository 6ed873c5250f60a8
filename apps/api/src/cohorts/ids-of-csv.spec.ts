import { describe, expect, it } from '@jest/globals';
import { MOST_IDS } from './cohort.dto.js';
import { readIds } from './ids-of-csv.js';

describe('ids of a file', () => {
  it.each([
    ['of the column that is named so', 'mail,User_ID\na@x,ada\nb@x,bo\n', 'User_ID', ['ada', 'bo']],
    ['of the first column, where none is', 'ada,1\nbo,2\nada,3', null, ['ada', 'bo']],
    ['with semicolons, as in most of Europe', '"mail";"id"\r\na@x;ada\r\n;bo;x', 'id', ['ada', 'bo']],
    ['with tabs and a byte order mark', '\uFEFFuser_id\tname\nada\tA;B,C\n', 'user_id', ['ada']],
    ['that hold a semicolon, in a list without names', 'a;b\nc;d', null, ['a;b', 'c;d']],
    ['of a column whose name has a space', 'Mail,User ID\na@x,ada\n', 'User ID', ['ada']],
    ['of a Chinese column', '姓名,用户ID\n张三,ada\n', '用户ID', ['ada']],
    ['without spaces and empty cells', 'id\n ada \n\n,x\n', 'id', ['ada']],
  ])('are those %s', (_case, csv, column, ids) => {
    expect(readIds(csv)).toEqual({ column, ids });
  });

  it.each([
    ['id\n', 'has no ids'],
    ['', 'has no ids'],
    ['id\n1.2021E+17\n', 'has an id that a spreadsheet rounded (1.2021E+17)'],
    [`id\n${'x'.repeat(1_001)}`, 'has an id of more than 1000 characters'],
    [Array.from({ length: MOST_IDS + 1 }, (_, id) => id).join('\n'), `has ${MOST_IDS + 1} ids`],
    ['id\n"a"b\n', 'is no CSV'],
  ])('are refused with the reason', (csv, reason) => {
    expect(() => readIds(csv)).toThrow(`The file ${reason}`);
  });
});
