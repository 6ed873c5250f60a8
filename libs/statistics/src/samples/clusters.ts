import { type RatioSums, sampleOfRatio } from './ratio.js';
import type { Sample } from './sample.js';

/** What each cluster (a friends' group, an inviter's tree) has: how many people, and their total. */
export interface Cluster {
  people: number;
  total: number;
}

/**
 * The mean over people where whole clusters were randomised: people of one cluster resemble each other, so the cluster is
 * the unit and the mean a ratio of two totals, with the variance of the delta method. n is the number of clusters
 * (cluster-robust to first order, as the sandwich estimator of a regression on the arm alone; Liang and Zeger 1986).
 * @throws StatisticsError for fewer than two clusters
 */
export function sampleOfClusters(clusters: readonly Cluster[], path = 'sample'): Sample {
  const sum = (of: (cluster: Cluster) => number) => clusters.reduce((all, cluster) => all + of(cluster), 0);
  const sums: RatioSums = {
    n: clusters.length,
    numerator: { sum: sum(({ total }) => total), sumSquares: sum(({ total }) => total ** 2) },
    denominator: { sum: sum(({ people }) => people), sumSquares: sum(({ people }) => people ** 2) },
    sumProducts: sum(({ people, total }) => people * total),
  };
  return sampleOfRatio(sums, path);
}
