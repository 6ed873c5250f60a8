import { describe, expect, it } from '@jest/globals';
import { isOutage } from './outage.js';

const coded = (code: string) => Object.assign(new Error('failed'), { code });

describe('isOutage', () => {
  it.each([
    ['refused', coded('ECONNREFUSED')],
    ['PostgreSQL shutting down', { driverError: coded('57P01') }],
    ['PostgreSQL without room', { driverError: coded('53300') }],
    ['wrapped', new Error('query failed', { cause: coded('ECONNRESET') })],
    ['all addresses refused', new AggregateError([coded('ECONNREFUSED')])],
    ['silence', new Error('Query read timeout')],
    ['replica that lost its Keeper', coded('242')],
    ['replica whose others are away', new Error('changing failed', { cause: coded('279') })],
    ['insert that too few replicas took', coded('319')],
    [
      'connection that broke before it was used',
      new Error('Client has encountered a connection error and is not queryable'),
    ],
    ['silence at the start', new Error('timeout expired')],
    ['pool', new Error('Connection terminated unexpectedly')],
  ])('sees an outage: %s', (_, error) => expect(isOutage(error)).toBe(true));

  it.each([[new Error('no')], [coded('22P02')], [coded('47')], [null], ['ECONNREFUSED']])(
    'sees none in %p',
    (error) => expect(isOutage(error)).toBe(false),
  );
});
