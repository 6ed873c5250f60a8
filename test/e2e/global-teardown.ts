export default async function globalTeardown(): Promise<void> {
  await (globalThis as { sharedProduct?: { stop(): Promise<unknown> } }).sharedProduct?.stop();
}
