import { build, isBuilt } from './build.mjs';
import { withCloneLock } from './clone-lock.mjs';
import { step } from './console.mjs';
import { install, isInstalled } from './install.mjs';
import { checkClone } from './preconditions.mjs';

/** True when this clone can run as it is: nothing in it has to be written. */
export const isPrepared = (root) => isInstalled(root) && isBuilt(root);

/** Installs and builds what is missing or outdated, one start at a time. @throws Refusal */
export async function prepare(root) {
  if (isPrepared(root)) return;
  checkClone(root);
  const onWait = (pid) =>
    console.log(`  Waiting for process ${pid}, which installs or builds in this clone …`);
  await withCloneLock(root, onWait, async () => {
    if (!isInstalled(root)) await step('Installing dependencies', (note) => install(root, note));
    if (!isBuilt(root)) await step('Building', (note) => build(root, note));
  });
}
