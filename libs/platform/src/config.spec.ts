import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from './config.js';

describe('settings', () => {
  it('have defaults that need nothing', () => {
    expect(loadConfig({})).toMatchObject({ port: 3000, host: '127.0.0.1', demo: true, trustProxy: false });
  });

  it('take an empty variable as not given', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: undefined });
  });

  it('split the brokers and leave out what is empty', () => {
    expect(loadConfig({ KAFKA_BROKERS: 'a:9092, b:9093,' }).kafkaBrokers).toEqual(['a:9092', 'b:9093']);
  });

  it('name every variable that is wrong, and no secret', () => {
    const wrong = () =>
      loadConfig({ PORT: 'abc', DATABASE_URL: 'mysql://root:secret@h/x', GROUNDSWELL_DEMO: 'no' });
    expect(wrong).toThrow(ConfigError);
    expect(wrong).toThrow(/PORT: .*DATABASE_URL: .*GROUNDSWELL_DEMO: /);
    expect(wrong).not.toThrow(/secret/);
  });

  it.each([
    ['brokers without a port', { KAFKA_BROKERS: 'localhost' }, 'KAFKA_BROKERS: must be host:port'],
    ['nothing but commas', { KAFKA_BROKERS: ' , ' }, 'KAFKA_BROKERS: must be host:port'],
    ['a port beyond the last', { KAFKA_BROKERS: 'localhost:99999' }, 'KAFKA_BROKERS: must be host:port'],
    ['PORT 0', { PORT: '0' }, 'PORT: must be a number from 1 to 65535'],
    ['a flag in words', { GROUNDSWELL_DEMO: 'false' }, 'GROUNDSWELL_DEMO: must be 0 or 1'],
    ['a short password', { GROUNDSWELL_OWNER_PASSWORD: 'short' }, 'GROUNDSWELL_OWNER_PASSWORD: must have 8'],
    ['ClickHouse by another protocol', { CLICKHOUSE_URL: 'tcp://h:9000' }, 'CLICKHOUSE_URL: must be http'],
    ['a cluster of no server', { CLICKHOUSE_CLUSTER: 'main' }, 'CLICKHOUSE_CLUSTER: needs CLICKHOUSE_URL'],
    [
      'a cluster in quotes',
      { CLICKHOUSE_CLUSTER: "a'b", CLICKHOUSE_URL: 'http://h:8123' },
      'CLICKHOUSE_CLUSTER: must be the name',
    ],
    ['PostgreSQL without a protocol', { DATABASE_URL: 'localhost/db' }, 'DATABASE_URL: must be postgres://'],
  ])('refuse %s in words', (_, env, words) => {
    expect(() => loadConfig(env)).toThrow(words);
  });
});

describe('TRUST_PROXY', () => {
  it.each([
    ['0', false],
    ['1', 1],
    ['loopback', ['loopback']],
    ['10.0.0.0/8, 192.168.1.5', ['10.0.0.0/8', '192.168.1.5']],
    ['fd00::/8,loopback', ['fd00::/8', 'loopback']],
  ])('%s', (text, meaning) => {
    expect(loadConfig({ TRUST_PROXY: text }).trustProxy).toEqual(meaning);
  });

  it.each([
    'true',
    '*',
    '10.0.0.0/33',
    '0.0.0.0/0',
    '::/0',
    'proxy.internal',
    '-1',
    '1.5',
    '99',
    'loopback,',
  ])('refuses %s, which nobody can stand for', (text) => {
    expect(() => loadConfig({ TRUST_PROXY: text })).toThrow(/TRUST_PROXY: must be the number of proxies/);
  });
});
