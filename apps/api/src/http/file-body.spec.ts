import { describe, expect, it } from '@jest/globals';
import { XLSX, codeOfSentence } from '@groundswell/contracts';
import { fastify } from 'fastify';
import { leaveFilesUnread } from './file-body.js';

describe('a file that is sent to what is not under /api', () => {
  it.each(['text/csv', XLSX])('is refused, whatever kind it is: %s', async (type) => {
    const instance = fastify();
    leaveFilesUnread(instance);
    instance.post('/v1/track', () => 'taken');
    const headers = { 'content-type': type };
    const answer = await instance.inject({ method: 'POST', url: '/v1/track', payload: 'PK', headers });
    expect(answer.statusCode).toBe(415);
    expect(codeOfSentence(answer.json().message)).toEqual({ code: 'csv_not_taken' });
    await instance.close();
  });
});
