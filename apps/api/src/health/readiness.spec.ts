import type { ClickHouseClient } from '@groundswell/clickhouse';
import type { EventLog } from '@groundswell/event-log';
import { describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { Readiness } from './readiness.js';

Logger.overrideLogger(false);

const fine = async () => [];
const away = async () => {
  throw new Error('connection refused');
};
const silent = () => new Promise<never>(() => undefined);

function readiness(parts: {
  postgres?: () => Promise<unknown>;
  clickhouse?: () => Promise<unknown>;
  log?: () => Promise<unknown>;
}) {
  const query = async () => ({ json: parts.clickhouse ?? fine });
  return new Readiness(
    { query: parts.postgres ?? fine } as unknown as DataSource,
    { query } as unknown as ClickHouseClient,
    { ping: parts.log ?? fine } as unknown as EventLog,
  );
}

describe('Readiness', () => {
  it('is content when all answer', async () => {
    expect(await readiness({}).check()).toEqual([]);
  });

  it('names each part that is away', async () => {
    expect(await readiness({ postgres: away }).check()).toEqual(['postgres']);
    expect(await readiness({ clickhouse: away, log: away }).check()).toEqual(['clickhouse', 'eventLog']);
  });

  it('does not wait for ever', async () => {
    expect(await readiness({ log: silent }).check()).toEqual(['eventLog']);
  });
});
