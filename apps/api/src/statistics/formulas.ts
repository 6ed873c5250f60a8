const RELATIVE = `Relative effects are Δ = (mB − mA) ÷ |mA| with SE² = vB/(nB·mA²) + vA·mB²/(nA·mA⁴) (delta method).`;

/** Summary and description of each calculation, as the OpenAPI document shows them. */
export const ABOUT = {
  ttest: [
    "Welch's t-test of two means",
    `t = (mB − mA − null) ÷ √(vA/nA + vB/nB), degrees of freedom by Welch (1947) and Satterthwaite. ${RELATIVE} With
\`alternative: "greater"\` and a negative \`nullEffect\` it is a test of non-inferiority.`,
  ],
  proportions: [
    'Two proportions',
    `\`pooled\`: z by the pooled standard error, whose square is Pearson's chi-square. \`absolute\`: Wald's unpooled interval.
\`newcombe\`: Newcombe (1998), method 10. \`wilson\`: Wilson (1927) for each arm. ${RELATIVE}`,
  ],
  ratio: [
    'A ratio of two sums over units',
    `R = ΣM/ΣD with variance (var M − 2R·cov(M, D) + R²·var D) ÷ D̄² (Deng, Knoblich and Lu 2018), tested as by \`ttest\`.`,
  ],
  cuped: [
    'Means with a covariate from before',
    `θ = cov(Y, X)/var(X) over both arms together; ȳ − θ(x̄ − x̄ of both), variance var Y + θ²var X − 2θ·cov(X, Y) (Deng, Xu,
Kohavi and Walker 2013). Relative effects are divided by the
unadjusted mean of control, whose variance enters as r²·var Y − 2rθ·cov(Y, X) + θ²·var X with r the ratio of the unadjusted means.`,
  ],
  quantile: [
    'A quantile of two samples',
    `The variance is told by the order statistics at level ± z·√(level(1 − level)/n): (n − 1)·((upper − lower)/2z)²; with
clusters, times what clustering does to the variance of the share below (Deng, Knoblich and Lu 2018). Quantiles of values are
R-7 of Hyndman and Fan (1996).`,
  ],
  sequential: [
    'An interval that holds at every look',
    `Asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2023). With N units in both arms,
ρ² = (−2 ln α + ln(1 − 2 ln α)) ÷ tuning: half-width SE·√N·√(2(Nρ² + 1)/(N²ρ²)·ln(√(Nρ² + 1)/α)),
p = min(1, √(Nρ² + 1)·exp(−ρ²N·z²/(2(Nρ² + 1)))). ${RELATIVE}`,
  ],
  bayesian: [
    'Chance to win and expected loss',
    `Normal effect, normal prior: precisions 1/SE² + 1/τ² add up (Gelman et al., Bayesian Data Analysis). Chance to win Φ(μ/σ);
expected loss of the treatment σφ(μ/σ) − μΦ(−μ/σ). The prior is of the relative effect. ${RELATIVE}`,
  ],
  srm: [
    'Sample-ratio mismatch',
    `Pearson's chi-square of fit over the arms with a weight (Fabijan et al. 2019). Alarm at p < 0.001, and where somebody is
in an arm of weight 0.`,
  ],
  adjust: [
    'Many comparisons',
    `\`holm\` (Holm 1979), \`benjaminiHochberg\` (Benjamini and Hochberg 1995) or \`bonferroni\`; nulls are not counted.`,
  ],
  power: [
    'How many units, what effect, or what power',
    `Give two of \`effect\` (relative), \`units\` (in both arms) and \`power\`. Power = 1 − Φ(z − Δ/σ) + Φ(−z − Δ/σ), z at
1 − α/2 (one-sided: without the last term, at 1 − α), σ the delta method's of the relative effect under it, with the variance of the control in both arms.`,
  ],
  sbg: [
    'How long people stay (shifted-beta-geometric)',
    `P(T = t) = B(α + 1, β + t − 1)/B(α, β), S(t) = B(α, β + t)/B(α, β), by maximum likelihood (Fader and Hardie 2007, "How to
Project Customer Retention"). Retention of a period is (β + t − 1)/(α + β + t − 1): it rises, as those who leave easily are gone.`,
  ],
} as const satisfies Record<string, readonly [string, string]>;
