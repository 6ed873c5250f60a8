export const bandit = {
  switch: 'Bandit: give more people what does better, day by day',
  help: 'The weights follow the goal once a day, and every change is in the history. Use sticky buckets in the SDK, so that nobody who has a variation gets another. For a verdict with a p-value, leave it off.',
};
