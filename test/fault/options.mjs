import { parseArgs } from 'node:util';

const USAGE = `npm run test:fault [-- --seed N] [--events N] [--minutes N] [--worlds split,standalone] [--keep]`;

/** @throws Error in one sentence for an option that cannot be used */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      events: { type: 'string', default: '100000' },
      minutes: { type: 'string', default: '6' },
      worlds: { type: 'string', default: 'split,standalone' },
      kinds: { type: 'string', default: '' },
      home: { type: 'string', default: '' },
      keep: { type: 'boolean', default: false },
    },
  });
  const list = (text) => text.split(',').filter(Boolean);
  return {
    seed: number('seed', values.seed, 0),
    events: number('events', values.events, 100),
    /** Of sending under faults, for all worlds together; settling and checking come after it. */
    minutes: number('minutes', values.minutes, 0.1),
    worlds: list(values.worlds),
    kinds: list(values.kinds),
    home: values.home,
    keep: values.keep,
  };
}

function number(name, text, least) {
  const value = Number(text);
  if (Number.isFinite(value) && value >= least) return value;
  throw new Error(`--${name} must be a number from ${least}, not ${text}. ${USAGE}`);
}
