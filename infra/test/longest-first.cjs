const Sequencer = require('@jest/test-sequencer').default;

/** Specs that take longest or wait most, the longest first: begun early, so that the workers end together. */
const LONGEST = [
  'e2e/sdk-segment-rudder',
  'integration/pipeline',
  'integration/erasure',
  'e2e/sdk-posthog',
  'integration/collector-pressure',
  'integration/reference-data',
  'integration/embedded-kafka',
  'integration/event-log',
  'integration/import-kill',
  'e2e/pages',
  'e2e/first-hour',
  'integration/identity-reports',
  'integration/collector-corpus',
  'integration/api-experiment-results',
  'e2e/experiments',
  'e2e/sdk-snippets',
];

/** A clean clone knows no durations of earlier runs: Jest would order specs by the size of their files. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const at = LONGEST.findIndex((name) => path.endsWith(`/test/${name}.spec.ts`));
      return at < 0 ? LONGEST.length : at;
    };
    return [...super.sort(tests)].sort((a, b) => place(a) - place(b));
  }
};
