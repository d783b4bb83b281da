/** Of a scene: AWS at its quickest. The longer it takes, the more looks there are that come to the same, and nothing else. */
export const quick = {
  durations: {
    ...{ statusLagSeconds: 8, promotionSeconds: 30, promotionRebootSeconds: 10 },
    ...{ rebootSeconds: 12, modifySeconds: 6 },
  },
  provisionSeconds: 16,
} as const;
