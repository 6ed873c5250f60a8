import { beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const BOUNDARY = '@nx/enforce-module-boundaries';
const root = join(__dirname, '..', '..');

const forbidden = [
  ['contracts know no framework', 'libs/contracts/src/x.ts', '@nestjs/common'],
  ['contracts know no adapter', 'libs/contracts/src/x.ts', '@groundswell/platform'],
  ['domain knows no framework', 'libs/demo/src/x.ts', 'typeorm'],
  ['domain knows no log client', 'libs/demo/src/x.ts', 'kafkajs'],
  ['domain knows no adapter', 'libs/demo/src/x.ts', '@groundswell/clickhouse'],
  ['adapters do not know each other', 'libs/event-log/src/x.ts', '@groundswell/postgres'],
  ['adapters do not know each other', 'libs/clickhouse/src/x.ts', '@groundswell/postgres'],
  ['adapters do not know apps', 'libs/postgres/src/x.ts', '@groundswell/api'],
  ['apps do not know apps', 'apps/api/src/x.ts', '@groundswell/pipeline'],
  ['the UI knows only contracts', 'apps/admin/src/x.ts', '@groundswell/postgres'],
] as const;

const allowed = [
  ['apps use adapters', 'apps/api/src/x.ts', '@groundswell/postgres'],
  ['adapters use contracts', 'libs/postgres/src/x.ts', '@groundswell/contracts'],
  ['standalone composes apps', 'apps/standalone/src/x.ts', '@groundswell/api'],
  ['the UI uses contracts', 'apps/admin/src/x.ts', '@groundswell/contracts'],
] as const;

describe('one-way dependencies are held by lint', () => {
  const cases = [...forbidden, ...allowed];
  let broken: { ruleId: string; message: string }[][] = [];

  beforeAll(() => {
    const input = cases.map(([, filePath, module]) => ({ filePath, code: `import '${module}';\n` }));
    const { stdout, stderr, status } = spawnSync(process.execPath, ['infra/test/lint-texts.mjs'], {
      cwd: root,
      input: JSON.stringify(input),
      env: { ...process.env, NX_DAEMON: 'false' },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    broken = JSON.parse(stdout) as typeof broken;
  }, 120_000);

  it.each(forbidden.map((row, index) => [row[0], row[1], row[2], index] as const))(
    '%s: %s may not import %s',
    (_why, _file, _module, index) => expect(broken[index]?.map(({ ruleId }) => ruleId)).toContain(BOUNDARY),
  );

  it.each(allowed.map((row, index) => [row[0], row[1], row[2], forbidden.length + index] as const))(
    '%s: %s may import %s',
    (_why, _file, _module, index) => expect(broken[index]).toEqual([]),
  );
});
