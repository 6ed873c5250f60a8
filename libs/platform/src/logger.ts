import type { LoggerService, LogLevel } from '@nestjs/common';
import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';

/**
 * One JSON line per entry on stderr, so that stdout stays for people. ERROR means that somebody must act.
 *
 * @param level `fatal`, `error`, `warn`, `info`, `debug` or `silent`
 */
export function createLogger(level: string, to: DestinationStream = onStderr()): PinoLogger {
  return pino({ level, base: undefined }, to);
}

const onStderr = () => pino.destination({ dest: 2, sync: false });

/** NestJS's levels that are written at a `LOG_LEVEL`, for people who read a terminal. */
export function nestLevels(level: string): LogLevel[] {
  const all: [string, LogLevel][] = [
    ['fatal', 'fatal'],
    ['error', 'error'],
    ['warn', 'warn'],
    ['info', 'log'],
    ['debug', 'debug'],
  ];
  return all.slice(0, all.findIndex(([name]) => name === level) + 1).map(([, name]) => name);
}

/** What NestJS and our classes say through it, as JSON lines for whatever collects logs. */
export class JsonLogger implements LoggerService {
  private readonly lines: PinoLogger;

  constructor(level: string, to?: DestinationStream) {
    this.lines = createLogger(level, to);
  }

  log = this.writerOf('info');
  error = this.writerOf('error');
  warn = this.writerOf('warn');
  debug = this.writerOf('debug');
  verbose = this.writerOf('trace');
  fatal = this.writerOf('fatal');

  /** NestJS passes the name of the class last, and the stack of an error before it. */
  private writerOf(level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace') {
    return (message: unknown, ...rest: unknown[]): void => {
      const context = rest.at(-1);
      const stack = rest.length > 1 ? rest[0] : undefined;
      const text = message instanceof Error ? (message.stack ?? message.message) : message;
      this.lines[level]({ context, stack }, typeof text === 'string' ? text : JSON.stringify(text));
    };
  }
}
