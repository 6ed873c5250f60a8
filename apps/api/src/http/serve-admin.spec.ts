import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveAdmin } from './serve-admin.js';

@Controller('api')
class Known {
  @Get('known')
  known() {
    return { known: true };
  }
}
@Module({ controllers: [Known] })
class KnownModule {}

let folder: string;
let app: NestFastifyApplication;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundswell-admin-'));
  await mkdir(join(folder, 'dist/assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'dist/index.html'), '<html>page</html>');
  await writeFile(join(folder, 'dist/assets/app.js'), 'script');
  app = await NestFactory.create<NestFastifyApplication>(KnownModule, new FastifyAdapter(), {
    logger: false,
  });
  await serveAdmin(app, join(folder, 'dist'));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (url: string, accept = 'text/html') => app.inject({ method: 'GET', url, headers: { accept } });

describe('serveAdmin', () => {
  it.each(['/', '/retention', '/projects/1/data?tab=keys'])(
    'serves the page at %s, never stale',
    async (url) => {
      const response = await get(url);
      expect([response.statusCode, response.body]).toEqual([200, '<html>page</html>']);
      expect(response.headers['cache-control']).toBe('no-cache');
    },
  );

  it('serves assets for ever', async () => {
    const response = await get('/assets/app.js', '*/*');
    expect(response.body).toBe('script');
    expect(response.headers['cache-control']).toContain('immutable');
  });

  it('leaves the API alone', async () => {
    expect((await get('/api/known')).json()).toEqual({ known: true });
  });

  it.each(['/api/unknown', '/v1/unknown', '/health/x', '/..%2fsecret.txt', '/%', '/a%00'])(
    'has nothing at %s',
    async (url) => {
      const response = await get(url);
      expect(response.statusCode).toBeGreaterThanOrEqual(400);
      expect(response.body).not.toMatch(/^secret/);
      expect(response.body).not.toContain('page');
    },
  );

  it.each(['/assets/missing.js', '/favicon.png'])('answers 404 for a missing file %s', async (url) => {
    expect((await get(url, '*/*')).statusCode).toBe(404);
  });
});
