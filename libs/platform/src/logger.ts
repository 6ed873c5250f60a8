import { type Logger as PinoLogger, pino } from 'pino';

/**
 * One JSON line per entry on stderr, so that stdout stays for people. ERROR means that somebody must act.
 */
export function createLogger(level: string): PinoLogger {
  return pino({ level, base: undefined }, pino.destination({ dest: 2, sync: false }));
}
