/**
 * How many random cases a property is tried on: `quick` in `npm test`, which starts from another seed each time, `deep`
 * in `npm run test:deep`, and TEST_RUNS where that is set.
 */
export function runs({ quick, deep }: { quick: number; deep: number }): { numRuns: number } {
  const said = process.env.TEST_RUNS;
  return { numRuns: said ? Number(said) : isDeep() ? deep : quick };
}

/** Whether everything is to be tried that takes long, as `npm run test:deep` does. */
export const isDeep = (): boolean => process.env.TEST_DEEP === 'true';
