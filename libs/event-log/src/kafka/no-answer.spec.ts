import { describe, expect, it } from '@jest/globals';
import {
  KafkaJSAggregateError,
  KafkaJSNumberOfRetriesExceeded,
  KafkaJSProtocolError,
  KafkaJSRequestTimeoutError,
  KafkaJSSASLAuthenticationError,
} from 'kafkajs';
import { EventLogUnavailable } from '../event-log.js';
import { noAnswer } from './no-answer.js';

const refusal = (retriable: boolean) =>
  Object.assign(new KafkaJSProtocolError(new Error('not now')), { retriable });

describe('noAnswer', () => {
  it.each([
    ['a broker that is frozen', new KafkaJSRequestTimeoutError('Request Metadata timed out', {} as never)],
    [
      'tries without end',
      new KafkaJSNumberOfRetriesExceeded(new Error('no leader'), { retryCount: 4, retryTime: 1 }),
    ],
    ['a deadline of ours', new Error('no answer within 15000 ms')],
    ['a broker that will be there', refusal(true)],
    ['topics that will be made', new KafkaJSAggregateError('Topic creation errors', [refusal(true)])],
  ])('passes: %s', (_name, error) => {
    const told = noAnswer(error);
    expect(told).toBeInstanceOf(EventLogUnavailable);
    expect(told).toMatchObject({ cause: error });
  });

  it.each([
    ['a request', refusal(false)],
    ['a password', Reflect.construct(KafkaJSSASLAuthenticationError, ['wrong password'])],
  ])('leaves what Kafka refuses for good: %s', (_name, error) => {
    expect(noAnswer(error)).toBe(error);
  });

  it('names the refusal among several errors', () => {
    const error = refusal(false);
    expect(noAnswer(new KafkaJSAggregateError('Topic creation errors', [refusal(true), error]))).toBe(error);
  });
});
