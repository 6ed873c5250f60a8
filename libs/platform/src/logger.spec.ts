import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConsoleLogger, Logger } from '@nestjs/common';
import { JsonLogger, nestLevels } from './logger.js';

let lines: string[];
const to = { write: (line: string) => void lines.push(line) };
const entries = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

beforeEach(() => {
  lines = [];
});
afterEach(() => Logger.overrideLogger(new ConsoleLogger()));

describe('JSON lines', () => {
  it('carry level, class, sentence and stack of what NestJS loggers say', () => {
    Logger.overrideLogger(new JsonLogger('info', to));
    const logger = new Logger('Pipeline');
    logger.warn('waits for Kafka');
    logger.error('fails', 'Error: fails\n    at store');
    logger.log('goes on');
    expect(entries()).toMatchObject([
      { level: 40, context: 'Pipeline', msg: 'waits for Kafka' },
      { level: 50, context: 'Pipeline', msg: 'fails', stack: 'Error: fails\n    at store' },
      { level: 30, context: 'Pipeline', msg: 'goes on' },
    ]);
  });

  it('are one line each, whatever is said', () => {
    new JsonLogger('debug', to).error(new Error('two\nlines'), 'Import');
    new JsonLogger('debug', to).debug({ rows: 3 }, 'Import');
    expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
    expect(entries()).toMatchObject([
      { msg: expect.stringContaining('two\nlines') },
      { msg: '{"rows":3}', context: 'Import' },
    ]);
  });

  it.each([
    ['silent', []],
    ['fatal', [60]],
    ['error', [60, 50]],
    ['warn', [60, 50, 40]],
    ['info', [60, 50, 40, 30]],
    ['debug', [60, 50, 40, 30, 20]],
  ])('at %s are of the levels %j, on a terminal as many', (level, written) => {
    const logger = new JsonLogger(level, to);
    for (const name of ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const)
      logger[name]('said', 'X');
    expect(entries().map((entry) => entry.level)).toEqual(written);
    expect(nestLevels(level)).toHaveLength(written.length);
  });
});
