import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createClickHouse } from './create-clickhouse.js';

const isEngineLoaded = () => /chdb.*\.(node|so)\b/.test(readFileSync('/proc/self/maps', 'utf8'));

describe('the embedded engine', () => {
  it('is not even loaded for a ClickHouse by URL', async () => {
    if (process.platform !== 'linux') return;
    const client = createClickHouse({ url: 'http://127.0.0.1:1' });
    await client.close();
    expect(isEngineLoaded()).toBe(false);
  });
});
