import gammainc from '@stdlib/math-base-special-gammainc';

/** P(X > x) of the chi-square distribution: Q(df/2, x/2), the regularised upper incomplete gamma function. */
export const chiSquareTail = (x: number, degreesOfFreedom: number): number =>
  gammainc(x / 2, degreesOfFreedom / 2, true, true);
