import { snippet, type SnippetName } from '@groundswell/admin/snippets';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Product } from '../support/product.js';
import { untilStored } from '../support/stored-events.js';

const root = join(__dirname, '..', '..');

/** Runs a copied snippet as it stands, where its packages are installed. */
async function run(name: SnippetName, code: string): Promise<void> {
  const [command, args] =
    name === 'curl' ? ['bash', ['-s']] : [process.execPath, ['--input-type=module', '-']];
  const child = spawn(command, args, { cwd: root });
  child.stdin.end(code);
  const [faults] = await Promise.all([text(child.stderr), text(child.stdout)]);
  if (child.exitCode === null) await once(child, 'exit');
  expect([child.exitCode, name === 'curl' ? '' : faults]).toEqual([0, '']);
}

describe('the snippets under Data, Keys', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterAll(() => product.stop());

  it.each<[SnippetName, string[]]>([
    ['curl', ['Chat Started']],
    ['segmentNode', ['$identify', 'Chat Started']],
    ['rudderNode', ['$identify', 'Chat Started']],
    ['posthogNode', ['$identify', 'Chat Started']],
  ])('%s sends its events as it stands', async (name, events) => {
    const project = await product.createProject({ name });
    await run(name, snippet(name, { host: product.url, writeKey: project.writeKey }));
    const rows = await untilStored(product, project.id, events.length);
    expect(rows.map(({ event }) => event).sort()).toEqual(events);
    expect(new Set(rows.map(({ distinctId }) => distinctId))).toEqual(new Set(['ada']));
    expect(rows.find(({ event }) => event === 'Chat Started')?.properties).toMatchObject({ model: 'small' });
  });
});
