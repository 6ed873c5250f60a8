export default async function globalTeardown(): Promise<void> {
  await (globalThis as { stopEngines?: () => Promise<void> }).stopEngines?.();
}
