/** The same items; each is made while the one before it is worked on. */
export async function* oneAhead<Item>(items: AsyncGenerator<Item, void, undefined>): AsyncGenerator<Item> {
  let next = items.next();
  try {
    for (let item = await next; !item.done; item = await next) {
      next = items.next();
      // Who works on this one may fail first.
      next.catch(() => undefined);
      yield item.value;
    }
  } finally {
    await items.return();
  }
}
