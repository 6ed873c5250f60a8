import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** In a process of its own, as Jest does not load ES modules. */
function npmFaults(tails: string[]): string[] {
  const url = pathToFileURL(join(__dirname, 'npm-fault.mjs')).href;
  const script = `import { npmFault } from '${url}'; console.log(JSON.stringify(${JSON.stringify(tails)}.map(npmFault)))`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
  ) as string[];
}

it('says in one sentence why npm install failed', () => {
  const tails = [
    'npm warn deprecated x\nnpm error code ENOSPC\nnpm error syscall write\nnpm error errno -28\nnpm error nospc ENOSPC: no space left on device, write',
    'npm error code EACCES\nnpm error syscall mkdir\nnpm error path /clone/node_modules/a\nnpm error errno -13\nnpm error A complete log of this run can be found in: /home/x/.npm/_logs/1.log',
    'npm error code E404\nnpm error 404 Not Found - GET a-package\nnpm error 404 more',
    'Killed',
  ];
  expect(npmFaults(tails)).toEqual([
    'the disk is full',
    'no permission to write a folder that npm needs (/clone/node_modules/a); all of it is in /home/x/.npm/_logs/1.log',
    '404 Not Found - GET a-package',
    'npm does not say why',
  ]);
});
