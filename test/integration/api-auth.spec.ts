import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiApp, call, signIn, startApiApp } from './support/api-app.js';

let api: ApiApp;
beforeAll(async () => {
  api = await startApiApp();
});
afterAll(() => api?.close());

const login = (body: object, headers?: Record<string, string>) =>
  call(api.app, 'POST', '/api/auth/login', { body, headers });

function cookieOf(headers: Record<string, unknown>): string {
  return String(headers['set-cookie']);
}

describe('sign-in', () => {
  it('sets an httpOnly, same-site cookie and hands an access token', async () => {
    const answer = await login(api.owner);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      accessToken: expect.stringMatching(/^gs_/),
      user: { email: 'owner@example.com', memberships: [] },
    });
    expect(cookieOf(answer.headers)).toMatch(/^gs_session=\w+; Path=\/; Expires=.*HttpOnly; SameSite=Lax$/);
    expect(answer.body.accessToken).not.toContain(cookieOf(answer.headers).slice(11, 54));
  });

  it('marks the cookie Secure behind https', async () => {
    const answer = await login(api.owner, { 'x-forwarded-proto': 'https' });
    expect(cookieOf(answer.headers)).toContain('; Secure');
  });

  it('says the same for a wrong password and an unknown e-mail', async () => {
    const wrong = await login({ ...api.owner, password: 'not this one' });
    const unknown = await login({ email: 'nobody@example.com', password: 'not this one' });
    expect(wrong.status).toBe(401);
    expect(wrong.headers['content-type']).toContain('application/problem+json');
    expect(wrong.body).toEqual(unknown.body);
  });

  it('refuses fields that are not known, and says which', async () => {
    const answer = await login({ ...api.owner, remember: true });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([
      { path: 'remember', message: 'is not a known field', code: 'field_unknown' },
    ]);
  });

  it('answers 429 with Retry-After after ten failures, for that e-mail only', async () => {
    const guess = () => login({ email: 'victim@example.com', password: 'guess' });
    const answers = await Promise.all(Array.from({ length: 12 }, guess));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    const blocked = answers.find(({ status }) => status === 429);
    expect(Number(blocked?.headers['retry-after'])).toBeGreaterThan(0);
    expect(blocked?.body.detail).toMatch(/Try again in \d+ seconds/);
    expect((await login(api.owner)).status).toBe(200);
  });
});

describe('sessions', () => {
  it('work by cookie and by bearer, and both end with the sign-out', async () => {
    const { headers, body } = await login(api.owner);
    const cookie = cookieOf(headers).split(';')[0] ?? '';
    const me = (by: Record<string, string>) => call(api.app, 'GET', '/api/auth/me', { headers: by });
    expect((await me({ cookie })).status).toBe(200);
    expect((await me({ authorization: `Bearer ${body.accessToken}` })).status).toBe(200);
    const out = await call(api.app, 'POST', '/api/auth/logout', { headers: { cookie } });
    expect(out.status).toBe(204);
    expect((await me({ cookie })).status).toBe(401);
    expect((await me({ authorization: `Bearer ${body.accessToken}` })).status).toBe(401);
  });

  it('do not let another site write with the cookie', async () => {
    const cookie = cookieOf((await login(api.owner)).headers).split(';')[0] ?? '';
    const create = (headers: Record<string, string>) =>
      call(api.app, 'POST', '/api/projects', { body: { name: 'X' }, headers: { cookie, ...headers } });
    expect((await create({ origin: 'http://evil.example' })).status).toBe(403);
    expect((await create({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await login(api.owner, { origin: 'http://evil.example' })).status).toBe(403);
    const own = { origin: 'http://localhost:80', host: 'localhost:80' };
    expect((await create(own)).status).toBe(201);
  });

  it('end elsewhere when the password changes', async () => {
    const stays = await signIn(api.app, api.owner.email, api.owner.password);
    const ends = await signIn(api.app, api.owner.email, api.owner.password);
    const change = (currentPassword: string) =>
      call(api.app, 'PATCH', '/api/auth/me', {
        token: stays,
        body: { password: 'a new long password', currentPassword },
      });
    expect((await change('wrong')).status).toBe(400);
    expect((await change(api.owner.password)).status).toBe(200);
    api.owner.password = 'a new long password';
    expect((await call(api.app, 'GET', '/api/auth/me', { token: ends })).status).toBe(401);
    expect((await call(api.app, 'GET', '/api/auth/me', { token: stays })).status).toBe(200);
  });
});

describe('API tokens', () => {
  const create = async (body: object) => {
    const token = await signIn(api.app, api.owner.email, api.owner.password);
    return { token, answer: await call(api.app, 'POST', '/api/auth/tokens', { token, body }) };
  };

  it('are shown once, work, and stop when revoked', async () => {
    const { token, answer } = await create({ name: 'CI' });
    expect(answer.status).toBe(201);
    const secret = answer.body.token as string;
    expect(secret).toMatch(/^gs_[0-9A-Za-z]{40}$/);
    const list = await call(api.app, 'GET', '/api/auth/tokens', { token });
    expect(list.body.data[0]).not.toHaveProperty('token');
    expect(list.body.data[0]).not.toHaveProperty('tokenHash');
    expect((await call(api.app, 'GET', '/api/projects', { token: secret })).status).toBe(200);
    await call(api.app, 'DELETE', `/api/auth/tokens/${answer.body.id}`, { token });
    expect((await call(api.app, 'GET', '/api/projects', { token: secret })).status).toBe(401);
  });

  it('with the scope read change nothing, and none makes another token', async () => {
    const reading = (await create({ name: 'r', scopes: ['read'] })).answer.body.token as string;
    const writing = (await create({ name: 'w', scopes: ['write'] })).answer.body.token as string;
    const post = (token: string, url: string, body: object) => call(api.app, 'POST', url, { token, body });
    expect((await post(reading, '/api/projects', { name: 'N' })).status).toBe(403);
    expect((await post(writing, '/api/projects', { name: 'N' })).status).toBe(201);
    expect((await post(writing, '/api/auth/tokens', { name: 'more' })).status).toBe(403);
  });

  it('expire', async () => {
    const past = await create({ name: 'late', expiresAt: '2020-01-01T00:00:00Z' });
    expect(past.answer.status).toBe(400);
    const soon = await create({ name: 'soon', expiresAt: new Date(Date.now() + 300).toISOString() });
    await new Promise((resolve) => setTimeout(resolve, 400));
    const token = soon.answer.body.token as string;
    expect((await call(api.app, 'GET', '/api/projects', { token })).status).toBe(401);
  });
});
