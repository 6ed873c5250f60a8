import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { type NewProject, Product } from '../support/product.js';

const DEFINITION = {
  memberEvent: 'Joined',
  inviteEvent: 'Invite Sent',
  signupEvent: 'Invite Accepted',
  activationEvent: 'Used',
  rules: { device: 'device' },
  rewards: { unit: 'CNY', inviter: 10, invitee: 4, holdDays: 3, mostPerInviter: 2 },
};
/** Cho is activated, dan on ada's own device, eve never, fay is one too many once all others count. */
const LOG = `event,id,at,inviteCode,device
Joined,ada,2025-01-02T10:00:00Z,,d1
Invite Sent,ada,2025-01-03T10:00:00Z,A,
Invite Accepted,cho,2025-01-04T10:00:00Z,A,
Used,cho,2025-01-05T10:00:00Z,,
Invite Accepted,dan,2025-01-05T10:00:00Z,A,d1
Used,dan,2025-01-06T10:00:00Z,,
Invite Accepted,eve,2025-01-06T10:00:00Z,A,
Invite Accepted,fay,2025-01-07T10:00:00Z,A,
Used,fay,2025-01-08T10:00:00Z,,
`;

let product: Product;
let project: NewProject;
let other: NewProject;
let id: number;
const people = new Map<string, number>();

/* eslint-disable @typescript-eslint/no-explicit-any -- what came over the wire */
const programs = (path = '', of = project.id) => `/projects/${of}/referralPrograms${path}`;
const rewards = (path = '') => programs(`/${id}/rewards${path}`);
const list = async (query = '') => (await product.call<any>('GET', rewards(query))).body;
const settle = async () => (await product.call<any>('POST', rewards('/settle'))).body.added;
const act = (name: string, side: string, what: string, note = '') =>
  product.call<any>('POST', rewards(`/${people.get(name)}/${side}`), { act: what, note });
const balances = async () => {
  const { data } = (await product.call<any>('GET', rewards('/balances'))).body;
  const names = new Map([...people].map(([name, person]) => [person, name]));
  return Object.fromEntries(
    data.map(({ personId, escrow, released }: any) => [names.get(personId), [escrow, released]]),
  );
};

beforeAll(async () => {
  product = await Product.start();
  project = await product.createProject({ name: 'Ours' });
  other = await product.createProject({ name: 'Theirs' });
  await product.importLog(project.id, {
    contentType: 'text/csv',
    body: LOG,
    mapping: { event: 'event', distinctId: 'id', timestamp: 'at', properties: ['inviteCode', 'device'] },
  });
  const found = await product.call<any>('GET', `/projects/${project.id}/persons`);
  for (const { personId, distinctIds } of found.body.data) people.set(distinctIds[0], personId);
  const made = await product.call<any>('POST', programs(), { name: 'Friends', definition: DEFINITION });
  id = made.body.id;
}, 60_000);
afterAll(() => product?.stop());

describe('rewards of a referral programme', () => {
  it('are earned, held for a flag and released when they are ripe; to settle again adds nothing', async () => {
    expect(await list()).toMatchObject({ total: 0, unit: 'CNY', totals: { escrow: 0, released: 0 } });
    const added = await Promise.all([settle(), settle(), settle()]);
    expect(added.filter((lines) => lines > 0)).toHaveLength(1);
    expect(await settle()).toBe(0);
    // Two of ada's count, and dan is one of them though he is held; fay gets her own.
    expect(await balances()).toEqual({ ada: [10, 10], cho: [0, 4], dan: [4, 0], fay: [0, 4] });
    expect(await list()).toMatchObject({
      totals: { escrow: 14, released: 18, counts: { earned: 0, held: 2, released: 3, void: 0 } },
    });
    expect((await list('?state=held&side=inviter')).data).toMatchObject([
      { inviteeId: people.get('dan'), personId: people.get('ada'), amount: 10, reason: 'device' },
    ]);
  });

  it('are released by the appeal that clears a flag, and held again when it is taken back', async () => {
    const clearance = programs(`/${id}/clearances/${people.get('dan')}`);
    expect((await product.call('PUT', clearance, { note: 'one family' })).status).toBe(204);
    expect(await balances()).toMatchObject({ ada: [0, 20], dan: [0, 4] });
    expect((await product.call('DELETE', clearance)).status).toBe(204);
    expect(await balances()).toMatchObject({ ada: [10, 10], dan: [4, 0] });
    const entries = await product.call<any>('GET', rewards(`/${people.get('dan')}/inviter`));
    expect(entries.body.data.map(({ state, escrow, released }: any) => [state, escrow, released])).toEqual([
      ['earned', 10, 0],
      ['held', 0, 0],
      ['released', -10, 10],
      ['held', 10, -10],
    ]);
  });

  it('are voided, released and reopened by a member, who is named in the ledger', async () => {
    expect((await act('cho', 'inviter', 'void', 'paid by mistake')).status).toBe(204);
    // A place is free for fay.
    expect(await balances()).toMatchObject({ ada: [10, 10] });
    expect((await list('?side=inviter&state=void')).data).toMatchObject([
      { inviteeId: people.get('cho'), reason: 'member' },
    ]);
    expect((await act('cho', 'inviter', 'void')).status).toBe(409);
    const { data } = (await product.call<any>('GET', rewards(`/${people.get('cho')}/inviter`))).body;
    expect(data.at(-1)).toMatchObject({
      state: 'void',
      note: 'paid by mistake',
      released: -10,
      email: expect.any(String),
    });
    expect((await act('cho', 'inviter', 'reopen')).status).toBe(204);
    expect((await list('?side=inviter&state=void')).data).toMatchObject([
      { inviteeId: people.get('fay'), reason: 'cap' },
    ]);
    const refused = await act('fay', 'inviter', 'release');
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('as many as')]);
    expect((await act('dan', 'invitee', 'release')).status).toBe(204);
    expect(await balances()).toMatchObject({ dan: [0, 4] });
    expect((await act('dan', 'invitee', 'reopen')).status).toBe(204);
    expect(await settle()).toBe(0);
    expect((await act('ada', 'invitee', 'void')).status).toBe(404);
    const { body } = await product.call<any>('GET', `/projects/${project.id}/auditLog`);
    expect(body.data[0]).toMatchObject({ action: 'referralReward.reopen' });
  });

  it('refuse other projects, weaker roles, scoped tokens and what is no reward', async () => {
    const elsewhere = programs(`/${id}/rewards`, other.id);
    for (const path of ['', '/balances', `/${people.get('cho')}/inviter`])
      expect((await product.call('GET', elsewhere + path)).status).toBe(404);
    expect((await product.call('POST', `${elsewhere}/settle`)).status).toBe(404);
    expect((await product.call('POST', `${elsewhere}/1/inviter`, { act: 'void' })).status).toBe(404);
    expect((await product.call('GET', rewards('/1/friend'))).status).toBe(404);
    expect((await act('cho', 'inviter', 'pay')).status).toBe(400);
    expect((await product.call('GET', rewards('?state=lost'))).status).toBe(400);
    const send = (token: string, method: string, path: string, body?: object) =>
      fetch(`${product.url}/api${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const email = 'marketer@ours.example';
    const member = await product.call<any>('POST', `/projects/${project.id}/members`, {
      email,
      role: 'marketer',
    });
    const login = await send('', 'POST', '/auth/login', { email, password: member.body.password });
    const { accessToken } = (await login.json()) as { accessToken: string };
    expect((await send(accessToken, 'GET', rewards())).status).toBe(200);
    expect((await send(accessToken, 'POST', rewards('/settle'), {})).status).toBe(200);
    const voided = await send(accessToken, 'POST', rewards(`/${people.get('cho')}/inviter`), { act: 'void' });
    expect(voided.status).toBe(403);
  });

  it('are never changed in the database, whoever tries', async () => {
    const database = product.app.get(DataSource);
    await expect(database.query('UPDATE reward_entries SET amount = 1')).rejects.toThrow('never changed');
    await expect(database.query('DELETE FROM reward_entries')).rejects.toThrow('never changed');
  });

  it('of who was erased go, and those for bringing them stay under a number of no one', async () => {
    const before = await balances();
    const erasure = await product.call<any>('POST', `/projects/${project.id}/erasures`, {
      distinctId: 'cho',
    });
    expect(erasure.status).toBeLessThan(300);
    const kept = async () => (await list('?side=inviter')).data.some(({ inviteeId }: any) => inviteeId < 0);
    while (!(await kept())) await new Promise((resolve) => setTimeout(resolve, 50));
    const after = await balances();
    expect(after.ada).toEqual(before.ada);
    expect(Object.keys(after)).not.toContain('cho');
  });
});
