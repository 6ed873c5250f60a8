import type { StartedProduct } from './start-product.js';

/** The shared product ends as after Ctrl-C, with every part of it. */
export default async function globalTeardown(): Promise<void> {
  const { sharedProduct } = globalThis as { sharedProduct?: StartedProduct };
  const code = await sharedProduct?.stop();
  if (code !== 0) throw new Error(`the shared product ended with ${code}:\n${sharedProduct?.output}`);
}
