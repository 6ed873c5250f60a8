interface Worker {
  inHand: Promise<void>;
  turn(): Promise<void>;
}

/** A turn now. What a turn that began by itself took from it, or knew from before, is done when it ends, too. */
export async function turnOf(
  worker: Worker,
  before: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  await worker.inHand;
  await before();
  await worker.turn();
  await worker.inHand;
}
