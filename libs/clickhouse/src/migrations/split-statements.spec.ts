import { describe, expect, it } from '@jest/globals';
import { splitStatements } from './split-statements.js';

describe('splitStatements', () => {
  it.each([
    ['', []],
    ['SELECT 1', ['SELECT 1']],
    ['SELECT 1; SELECT 2;', ['SELECT 1', 'SELECT 2']],
    ["SELECT ';'; SELECT 2", ["SELECT ';'", 'SELECT 2']],
    ["SELECT 'it''s; \\'; here'", ["SELECT 'it''s; \\'; here'"]],
    ['-- a; comment\nSELECT 1', ['SELECT 1']],
    ['SELECT 3 - 1', ['SELECT 3 - 1']],
    ['SELECT `a;b`', ['SELECT `a;b`']],
  ])('%j', (sql, statements) => expect(splitStatements(sql)).toEqual(statements));
});
